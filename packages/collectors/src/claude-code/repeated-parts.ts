import type { JsonCursor } from '../json-cursor.ts';
import { Place, type TranscriptRecord, Usage } from './transcript-record.ts';

type Range = { readonly from: number; readonly end: number };

/**
 * The fields that are alike in all records of a session (`cwd`, `sessionId`, `version`, …) and stand together: when the
 * same bytes come again, their places are known. Saves a third of the keys of a record.
 */
export class RepeatedRun {
  #text = '';
  /** Relative to the run. */
  readonly #cwd: Place = new Place();
  readonly #sessionId: Place = new Place();

  /** Steps over the run when it is here again, and fills in what it holds. */
  jump(cursor: JsonCursor, record: TranscriptRecord): boolean {
    const from = cursor.at;
    if (this.#text === '' || !cursor.skipText(this.#text)) return false;
    move(this.#cwd, record.cwd, from);
    move(this.#sessionId, record.sessionId, from);
    return true;
  }

  remember(cursor: JsonCursor, { from, end }: Range, record: TranscriptRecord): void {
    const text = cursor.copy(from, end);
    // Behind a closing quote nothing can make the last value longer; behind a number a digit could.
    if (!text.endsWith('"')) return;
    this.#text = text;
    moveInside(record.cwd, this.#cwd, { from, end });
    moveInside(record.sessionId, this.#sessionId, { from, end });
  }
}

/** `message.usage`, which every block of one message repeats. */
export class RepeatedUsage {
  #text = '';
  readonly #usage: Usage = new Usage();

  jump(cursor: JsonCursor, usage: Usage): boolean {
    if (this.#text === '' || !cursor.skipText(this.#text)) return false;
    usage.copy(this.#usage);
    return true;
  }

  remember(cursor: JsonCursor, { from, end }: Range, usage: Usage): void {
    this.#text = cursor.copy(from, end);
    this.#usage.copy(usage);
  }
}

function move(from: Place, to: Place, by: number): void {
  if (from.present) to.set(from.start + by, from.end + by);
}

function moveInside(from: Place, to: Place, range: Range): void {
  if (from.start < range.from || from.end > range.end) to.clear();
  else move(from, to, -range.from);
}
