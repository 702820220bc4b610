import type { SourceLine } from './source-line.ts';

/**
 * Text of part of a line. `text` is the line decoded as latin1, which costs nothing; what is kept of it is decoded as
 * UTF-8 by `string`. Slices of `text` must not be kept: V8 lets a slice hold on to the whole line.
 */
export class SourceText {
  bytes: Buffer = Buffer.alloc(0);
  /** Of the text's first byte in `bytes`. */
  base = 0;
  text = '';

  /**
   * Takes part of a line, or of another text.
   *
   * @param from - first byte within it, `to` is behind the last one
   */
  open(of: SourceLine | SourceText, from = 0, to: number = lengthOf(of)): void {
    this.bytes = of.bytes;
    this.base = (of instanceof SourceText ? of.base : of.start) + from;
    this.text = this.bytes.toString('latin1', this.base, this.base + to - from);
  }

  /** The JSON string between the positions (without its quotes), unescaped; broken escapes are left as they are. */
  string(start: number, end: number): string {
    const raw = this.bytes.toString('utf8', this.base + start, this.base + end);
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
    return this.bytes.toString('latin1', this.base + start, this.base + end);
  }

  /** The JSON value between the positions; `undefined` when it cannot be parsed. */
  value(start: number, end: number): unknown {
    try {
      return JSON.parse(this.bytes.toString('utf8', this.base + start, this.base + end));
    } catch {
      return undefined;
    }
  }
}

function lengthOf(of: SourceLine | SourceText): number {
  return of instanceof SourceText ? of.text.length : of.end - of.start;
}
