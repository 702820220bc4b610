import { cleanText } from '../clean-text.ts';
import type { SourceText } from '../source-text.ts';
import { offeredSkills } from './offered-skills.ts';
import type { TranscriptRecord } from './transcript-record.ts';

/** Reads what `skill_listing` attachments offer. A session lists the same skills again and again, so each list is read once. */
export class RepeatedListing {
  #json: string | undefined;
  #skills: readonly string[] = [];

  /** Names as they may be stored, in the order of the list. */
  read({ attachmentNames: names, attachmentContent: content }: TranscriptRecord, text: SourceText): readonly string[] {
    const place = names.present ? names : content;
    if (!place.present) return [];
    const json = text.raw(place.start, place.end);
    if (json === this.#json) return this.#skills;
    const value = text.value(place.start, place.end);
    const offered = names.present ? offeredSkills(value, undefined) : offeredSkills(undefined, value);
    this.#skills = offered.map(cleanText).filter((name) => name !== undefined);
    this.#json = json;
    return this.#skills;
  }
}
