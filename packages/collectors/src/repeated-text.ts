import { cleanText } from './clean-text.ts';
import type { SourceText } from './source-text.ts';

/** A place in a text; `start` is negative when there is none. */
export type TextPlace = { readonly start: number; readonly end: number };

/** Bytes up to which V8 makes an array without asking the system for memory; ids and names are shorter. */
const longest = 64;

/**
 * Reads a value that mostly is the same from record to record, such as a session id: decoded and cleaned only when its
 * bytes differ from those before.
 */
export class RepeatedText {
  readonly #raw: Uint8Array = new Uint8Array(longest);
  #length = -1;
  #value: string | undefined;

  /** The text at the place, `undefined` when there is none or it is empty. */
  read(text: SourceText, { start, end }: TextPlace): string | undefined {
    if (start < 0) return undefined;
    const { bytes } = text;
    if (this.#isSame(bytes, start, end)) return this.#value;
    this.#remember(bytes, start, end);
    this.#value = cleanText(text.string(start, end));
    return this.#value;
  }

  /** From the end, because what differs there, such as two ids, often begins alike. */
  #isSame(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start !== this.#length) return false;
    const raw = this.#raw;
    for (let at = this.#length - 1; at >= 0; at -= 1) if (bytes[start + at] !== raw[at]) return false;
    return true;
  }

  #remember(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.#length = length > longest ? -1 : length;
    for (let at = 0; at < this.#length; at += 1) this.#raw[at] = bytes[start + at] ?? 0;
  }
}
