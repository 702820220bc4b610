import { cleanText } from './clean-text.ts';
import type { TextPlace } from './repeated-text.ts';
import type { SourceText } from './source-text.ts';

/** Bytes of two ids and what joins them; longer ones are decoded each time. */
const longest = 128;
const colon = 0x3a;
const backslash = 0x5c;

/**
 * Reads two ids as one, `first:second`, which are mostly those of the record before: decoded, in one go, only when one
 * of them differs.
 */
export class RepeatedPair {
  readonly #raw: Buffer = Buffer.alloc(longest);
  #firstLength = -1;
  #length = -1;
  #value: string | undefined;

  /** `undefined` when there is no first one or it is empty; `first:` when there is no second one. */
  read(text: SourceText, first: TextPlace, second: TextPlace): string | undefined {
    if (first.start < 0) return undefined;
    const firstLength = first.end - first.start;
    const secondLength = second.start < 0 ? 0 : second.end - second.start;
    const length = firstLength + 1 + secondLength;
    if (firstLength === this.#firstLength && length === this.#length && this.#holds(text.bytes, first, second)) {
      return this.#value;
    }
    this.#firstLength = firstLength;
    this.#length = length <= longest && firstLength > 0 ? length : -1;
    const isPlain = this.#length > 0 && this.#remember(text.bytes, first, second);
    this.#value = isPlain ? this.#raw.toString('latin1', 0, length) : joined(text, first, second);
    return this.#value;
  }

  /** From the end, because ids often begin alike. */
  #holds(bytes: Uint8Array, first: TextPlace, second: TextPlace): boolean {
    const raw = this.#raw;
    const from = this.#firstLength + 1;
    for (let at = this.#length - 1; at >= from; at -= 1) if (bytes[second.start + at - from] !== raw[at]) return false;
    for (let at = this.#firstLength - 1; at >= 0; at -= 1) if (bytes[first.start + at] !== raw[at]) return false;
    return true;
  }

  /** @returns whether they are ASCII without escapes */
  #remember(bytes: Uint8Array, first: TextPlace, second: TextPlace): boolean {
    const raw = this.#raw;
    const from = this.#firstLength + 1;
    let isPlain = true;
    for (let at = 0; at < this.#length; at += 1) {
      const code = at < from ? bytes[first.start + at] : bytes[second.start + at - from];
      const byte = at === from - 1 ? colon : (code ?? 0);
      if (byte >= 0x80 || byte === backslash) isPlain = false;
      raw[at] = byte;
    }
    return isPlain;
  }
}

function joined(text: SourceText, first: TextPlace, second: TextPlace): string | undefined {
  const id = cleanText(text.string(first.start, first.end));
  if (id === undefined) return undefined;
  const other = second.start < 0 ? undefined : cleanText(text.string(second.start, second.end));
  return `${id}:${other ?? ''}`;
}
