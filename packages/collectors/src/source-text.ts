import { JsonTape } from './json-tape/json-tape.ts';
import type { SourceLine } from './source-line.ts';

/** A line, or part of it, as `[start, end)` of the text of a tape. Valid until the next line is read. */
export class SourceText {
  #tape: JsonTape | undefined;
  start = 0;
  end = 0;

  get tape(): JsonTape {
    this.#tape ??= new JsonTape();
    return this.#tape;
  }

  /** The bytes that `start` and `end` are places in. */
  get bytes(): Buffer {
    return this.tape.text;
  }

  /** Takes a line. One that is in the memory of no tape is copied. */
  open({ bytes, start, end, tape }: SourceLine): void {
    if (tape !== undefined) {
      this.#tape = tape;
      this.start = start;
      this.end = end;
      return;
    }
    this.start = 0;
    this.end = bytes.copy(this.tape.text, 0, start, end);
  }

  /** Goes on with a part of the line. */
  narrow(start: number, end: number): void {
    this.start = start;
    this.end = end;
  }

  /** The JSON string between the positions (without its quotes), unescaped; broken escapes are left as they are. */
  string(start: number, end: number): string {
    const raw = this.bytes.toString('utf8', start, end);
    if (!raw.includes('\\')) return raw;
    try {
      const parsed: unknown = JSON.parse(`"${raw}"`);
      return typeof parsed === 'string' ? parsed : raw;
    } catch {
      return raw;
    }
  }

  /** The bytes between the positions as latin1. */
  raw(start: number, end: number): string {
    return this.bytes.toString('latin1', start, end);
  }

  /** Whether this ASCII text stands at the position. */
  startsWith(expected: string, at: number): boolean {
    const { bytes } = this;
    for (let place = 0; place < expected.length; place += 1) {
      if (bytes[at + place] !== expected.charCodeAt(place)) return false;
    }
    return true;
  }

  /** The JSON value between the positions; `undefined` when it cannot be parsed. */
  value(start: number, end: number): unknown {
    try {
      return JSON.parse(this.bytes.toString('utf8', start, end));
    } catch {
      return undefined;
    }
  }
}
