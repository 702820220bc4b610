import { isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import { JsonTape } from './json-tape/json-tape.ts';
import type { SourceLine } from './source-line.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const nothing = Buffer.alloc(0);
/** As fast as any other from 64 KiB to 1 MiB. */
const usualChunkBytes = 256 * 1024;

/** A line longer than this is stepped over: 8 MiB holds what assistants write, base64 images aside. */
export const longestLineBytes: number = 8 * 1024 * 1024;

/**
 * - `line`: a line that ended with a newline
 * - `oversize`: a line longer than `longestLineBytes`; its bytes were not kept, `end` is its length
 * - `unfinished`: what follows the last newline; it may still grow
 * - `unfinished-oversize`: the same, too long already
 */
export type LineKind = 'line' | 'oversize' | 'unfinished' | 'unfinished-oversize';

export type LineReaderOptions = {
  readonly descriptor: number;
  /** Bytes of the file to read up to; what is written meanwhile is left to the next read. */
  readonly sizeBytes: number;
  /** Where to start: behind a newline, or 0. */
  readonly byteOffset: number;
  /** Lines before it. */
  readonly lineNumber: number;
};

type ReusedLine = { -readonly [K in keyof SourceLine]: SourceLine[K] };

/**
 * Splits a file at the byte 0x0A and at nothing else: a lone CR, U+2028 and U+2029 may stand inside JSON strings. Reads
 * in chunks into a buffer that holds the longest line allowed, so memory does not depend on the file.
 */
export class LineReader {
  readonly line: SourceLine;
  readonly #line: ReusedLine;
  readonly #buffer: LineBuffer;
  readonly #options: LineReaderOptions;
  /** Start of the next line and end of what was read, within the buffer. */
  #start = 0;
  #end = 0;
  /** File offset of the next byte to read. */
  #position: number;
  /** End of the last whole line within the buffer, 0 when there is none. */
  #wholeEnd = 0;
  /** Whether all whole lines are known to be UTF-8. */
  #clean = false;
  #byteOffset: number;
  #lineNumber: number;

  constructor(options: LineReaderOptions, buffer: LineBuffer) {
    this.#options = options;
    this.#buffer = buffer;
    this.#position = options.byteOffset;
    this.#byteOffset = options.byteOffset;
    this.#lineNumber = options.lineNumber;
    this.#line = {
      bytes: buffer.bytes,
      tape: buffer.tape,
      start: 0,
      end: 0,
      lineNumber: 0,
      byteOffset: 0,
      clean: false,
    };
    this.line = this.#line;
  }

  /** Offset just behind the last newline read. */
  get byteOffset(): number {
    return this.#byteOffset;
  }

  /** Lines that ended with a newline so far. */
  get lineNumber(): number {
    return this.#lineNumber;
  }

  /** Fills `line`; `undefined` at the end of the file. */
  next(): LineKind | undefined {
    for (;;) {
      if (this.#start < this.#wholeEnd) return this.#takeLine(this.#buffer.tape.lineEnd(this.#start, this.#wholeEnd));
      if (this.#end - this.#start > longestLineBytes) return this.#skipOversize();
      if (!this.#fill()) return this.#takeUnfinished();
    }
  }

  #takeLine(found: number): LineKind {
    this.#setLine(this.#start, found, this.#clean);
    const length = found - this.#start + 1;
    this.#start = found + 1;
    this.#byteOffset += length;
    this.#lineNumber += 1;
    if (length - 1 <= longestLineBytes) return 'line';
    this.#setOversize(length - 1);
    return 'oversize';
  }

  #takeUnfinished(): LineKind | undefined {
    if (this.#start === this.#end) return undefined;
    this.#setLine(this.#start, this.#end, false);
    this.#start = this.#end;
    return 'unfinished';
  }

  #skipOversize(): LineKind {
    let length = this.#end - this.#start;
    this.#setLine(this.#start, this.#start, false);
    for (;;) {
      this.#start = 0;
      this.#end = 0;
      if (!this.#read()) {
        this.#setOversize(length);
        return 'unfinished-oversize';
      }
      if (this.#wholeEnd > 0) {
        const found = this.#buffer.tape.lineEnd(0, this.#wholeEnd);
        length += found;
        this.#setOversize(length);
        this.#start = found + 1;
        this.#byteOffset += length + 1;
        this.#lineNumber += 1;
        return 'oversize';
      }
      length += this.#end;
    }
  }

  #setOversize(length: number): void {
    this.#line.bytes = nothing;
    this.#line.tape = undefined;
    this.#line.start = 0;
    this.#line.end = length;
    this.#line.clean = false;
  }

  #setLine(start: number, end: number, clean: boolean): void {
    const { bytes, tape } = this.#buffer;
    const line = this.#line;
    const isFirst = this.#byteOffset === 0;
    const hasMark = isFirst && end - start >= 3 && bytes.subarray(start, start + 3).equals(byteOrderMark);
    line.bytes = bytes;
    line.tape = tape;
    line.start = hasMark ? start + 3 : start;
    line.end = end > line.start && bytes[end - 1] === carriageReturn ? end - 1 : end;
    line.lineNumber = this.#lineNumber + 1;
    line.byteOffset = this.#byteOffset;
    line.clean = clean;
  }

  /** Reads the next chunk behind what is left of the last one; `false` at the end. */
  #fill(): boolean {
    if (this.#start > 0) {
      this.#buffer.bytes.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    return this.#read();
  }

  /** As much again as there is, so that a long line is looked at only a few times. */
  #read(): boolean {
    const { bytes, chunkBytes } = this.#buffer;
    this.#wholeEnd = 0;
    const free = Math.min(bytes.length - this.#end, Math.max(chunkBytes, this.#end));
    const room = Math.min(free, this.#options.sizeBytes - this.#position);
    if (room <= 0) return false;
    const read = readSync(this.#options.descriptor, bytes, this.#end, room, this.#position);
    this.#end += read;
    this.#position += read;
    this.#findWholeLines();
    return read > 0;
  }

  #findWholeLines(): void {
    const { bytes } = this.#buffer;
    this.#wholeEnd = this.#end === 0 ? 0 : bytes.lastIndexOf(newline, this.#end - 1) + 1;
    this.#clean = this.#wholeEnd > 0 && isUtf8(bytes.subarray(0, this.#wholeEnd));
  }
}

/** Memory of line readers, one after the other: the text of a tape, so that lines are scanned where they are. */
export class LineBuffer {
  readonly tape: JsonTape = new JsonTape();
  /** Read at once, unless a line is longer. */
  readonly chunkBytes: number;

  constructor(chunkBytes: number = usualChunkBytes) {
    this.chunkBytes = chunkBytes;
  }

  get bytes(): Buffer {
    return this.tape.text;
  }
}
