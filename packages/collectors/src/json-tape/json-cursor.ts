import { type JsonTape, entryLength } from './json-tape.ts';

const quote = 0x22;
const letterT = 0x74;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
/** What the log takes for a number of tokens. */
const mostCounted = 1e12;

/** Walks over a tape, and so over the JSON that it was made of. Positions are those of the text, in bytes. */
export class JsonCursor {
  readonly #names: readonly string[];
  #text: Buffer = Buffer.alloc(0);
  #entries: Int32Array = new Int32Array(0);
  #at = 0;
  /** Place of the string that was last asked about, between its quotes. */
  start = 0;
  end = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** @param tape - scanned with the names of this cursor */
  open({ text, entries }: JsonTape): void {
    this.#text = text;
    this.#entries = entries;
    this.#at = 0;
  }

  /** Steps into the object here; `false` (and no step) when something else is here. */
  enterObject(): boolean {
    return this.#enter(openBrace);
  }

  enterArray(): boolean {
    return this.#enter(openBracket);
  }

  /**
   * Moves to the value of the object's next key that is a known name.
   *
   * @returns the key, `undefined` behind the object
   */
  nextKey(): string | undefined {
    const what = this.#entry(0);
    this.#at += entryLength;
    return what === closeBrace ? undefined : this.#names[what >> 8];
  }

  /** Moves to the array's next element; `false` behind the array. */
  nextElement(): boolean {
    if (this.#entry(0) !== closeBracket) return true;
    this.#at += entryLength;
    return false;
  }

  /** Steps over the string here and notes its place; `false` (and no step) when something else is here. */
  stringHere(): boolean {
    if (!this.#isString()) return false;
    this.start = this.#entry(1);
    this.end = this.#entry(2);
    this.#at += entryLength;
    return true;
  }

  /** Position of the value here, a string's of its quote. */
  get position(): number {
    return this.#isString() ? this.#entry(1) - 1 : this.#entry(1);
  }

  /** Position behind the value that was stepped over last. */
  get positionBehind(): number {
    const end = this.#entry(-1);
    return (this.#entry(-entryLength) & 0xff) === quote ? end + 1 : end;
  }

  /** Steps over the value here; the known name that it is as a string, otherwise an empty string. */
  nameHere(): string {
    const name = this.#isString() ? this.#names[this.#entry(0) >> 8] : '';
    this.skipValue();
    return name ?? '';
  }

  /** Steps over the value here; `true` when it is the literal `true`. */
  trueHere(): boolean {
    const what = this.#entry(0);
    this.skipValue();
    return what === letterT;
  }

  /** Steps over the value here; its number, or 0 when it is no whole number from 0 to 10^12. */
  countHere(): number {
    const from = this.#entry(1);
    const isString = this.#isString();
    this.skipValue();
    const end = this.#entry(-1);
    let count = 0;
    for (let at = from; at < end; at += 1) {
      const digit = (this.#text[at] ?? 0) - 0x30;
      if (!(digit >= 0 && digit <= 9)) return 0;
      count = count * 10 + digit;
    }
    return count <= mostCounted && !isString ? count : 0;
  }

  skipValue(): void {
    const what = this.#entry(0);
    this.#at = what === openBrace || what === openBracket ? this.#entry(2) : this.#at + entryLength;
  }

  #entry(offset: number): number {
    return this.#entries[this.#at + offset] ?? 0;
  }

  #isString(): boolean {
    return (this.#entry(0) & 0xff) === quote;
  }

  #enter(bracket: number): boolean {
    if (this.#entry(0) !== bracket) return false;
    this.#at += entryLength;
    return true;
  }
}
