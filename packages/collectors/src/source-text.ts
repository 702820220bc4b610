import type { SourceLine } from './source-line.ts';

/**
 * Part of a line, as `[start, end)` of `bytes` and of `text` alike: `text` is the bytes decoded as latin1, in which
 * searching is cheap. What is kept is decoded as UTF-8 by `string`. Slices of `text` must not be kept: V8 lets a slice
 * hold on to all of it.
 */
export class SourceText {
  bytes: Buffer = Buffer.alloc(0);
  text = '';
  start = 0;
  end = 0;

  /** Takes a line, another text, or part of it. */
  open(of: SourceLine | SourceText, start: number = of.start, end: number = of.end): void {
    this.bytes = of.bytes;
    this.text = of.text ?? of.bytes.toString('latin1', 0, of.end);
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

  /** The bytes between the positions as latin1, as `text` has them, but free to be kept. */
  raw(start: number, end: number): string {
    return this.bytes.toString('latin1', start, end);
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
