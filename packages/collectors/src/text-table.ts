import { RepeatedText, type TextPlace } from './repeated-text.ts';
import type { SourceText } from './source-text.ts';

const slots = 64;

/** Reads a value that is one of a few, such as the name of a tool: each is decoded and cleaned once, as a rule. */
export class TextTable {
  readonly #texts: (RepeatedText | undefined)[] = [];

  /** The text at the place, `undefined` when there is none or it is empty. */
  read(text: SourceText, place: TextPlace): string | undefined {
    if (place.start < 0) return undefined;
    const slot = slotOf(text.bytes, place);
    const repeated = this.#texts[slot] ?? new RepeatedText();
    this.#texts[slot] = repeated;
    return repeated.read(text, place);
  }
}

/** Texts of the same length and the same ends share a slot, and take it from each other. */
function slotOf(bytes: Uint8Array, { start, end }: TextPlace): number {
  const first = bytes[start] ?? 0;
  const last = bytes[end - 1] ?? 0;
  return (end - start + first * 5 + last * 11) % slots;
}
