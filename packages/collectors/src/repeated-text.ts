import { cleanText } from './clean-text.ts';
import type { SourceText } from './source-text.ts';

/** A place in a text; `start` is negative when there is none. */
export type TextPlace = { readonly start: number; readonly end: number };

/**
 * Reads a value that mostly is the same from record to record, such as a session id: decoded and cleaned only when its
 * bytes differ from those before.
 */
export class RepeatedText {
  #raw: string | undefined;
  #value: string | undefined;

  /** The text at the place, `undefined` when there is none or it is empty. */
  read(text: SourceText, place: TextPlace): string | undefined {
    if (place.start < 0) return undefined;
    if (this.#isSame(text, place)) return this.#value;
    this.#raw = text.raw(place.start, place.end);
    this.#value = cleanText(text.string(place.start, place.end));
    return this.#value;
  }

  #isSame({ text }: SourceText, { start, end }: TextPlace): boolean {
    return this.#raw !== undefined && end - start === this.#raw.length && text.slice(start, end) === this.#raw;
  }
}
