import { BatchBuilder, type BatchBuilderOptions } from './batch-builder.ts';
import type { LineParser } from './collector.ts';
import type { LineKind, LineReader } from './line-reader.ts';
import { recordsOfLine } from './records-of-line.ts';
import { type ScannedBatch, batchRows } from './scanned-batch.ts';
import type { SourceFileHandle } from './source-file-handle.ts';

/** Bytes after which a batch is handed over even when little was found in them. */
const batchBytes = 64 * 1024 * 1024;
/**
 * A file that was not touched for so long is not being written: what it ends with is then broken, not unfinished. Should
 * it be mended later after all, the log takes it out of quarantine.
 */
const growingForMs = 2000;

export type LineScanSource = {
  readonly source: string;
  readonly handle: SourceFileHandle;
  readonly parser: LineParser;
  readonly reader: LineReader;
};

export type LineScanOptions = BatchBuilderOptions & {
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
};

/** Feeds the lines of one file to its parser and cuts what comes out into batches. */
export class LineScan {
  readonly #source: LineScanSource;
  readonly #nowMs: number;
  readonly #builder: BatchBuilder;
  #takenOffset: number;
  #takenLines: number;
  #skippedLines = 0;
  /** What the parser knew before a last line without newline, which the next read meets again. */
  #stateBeforeLast: string | null | undefined;
  #lastLineBytes = 0;
  #unfinishedLines = 0;

  constructor(source: LineScanSource, options: LineScanOptions) {
    this.#source = source;
    this.#nowMs = options.nowMs;
    this.#builder = new BatchBuilder(options);
    this.#takenOffset = source.reader.byteOffset;
    this.#takenLines = source.reader.lineNumber;
  }

  /** Takes the line that the reader stands at. */
  take(kind: LineKind): void {
    const { parser, reader } = this.#source;
    const { line } = reader;
    switch (kind) {
      case 'line':
        if (!parser.readLine(line, this.#builder)) this.#skippedLines += 1;
        break;
      case 'oversize':
        this.#builder.quarantine(line, 'oversize');
        break;
      case 'unfinished':
      case 'unfinished-oversize':
        this.#takeLast(kind);
        break;
      default:
        kind satisfies never;
    }
  }

  get isFull(): boolean {
    return this.#builder.size >= batchRows || this.#source.reader.byteOffset - this.#takenOffset >= batchBytes;
  }

  takeBatch(): ScannedBatch {
    const { source, handle, parser, reader } = this.#source;
    const { byteOffset, lineNumber } = reader;
    const parserState = this.#stateBeforeLast === undefined ? parser.state() : this.#stateBeforeLast;
    const { duplicates } = this.#builder;
    const checkpoint = handle.checkpoint(source, { byteOffset, lineNumber, parserState });
    // What was left unfinished must be looked at again even if the file stays as it is; so its size is not noted.
    const scanned: ScannedBatch = {
      batch: this.#builder.take(this.#unfinishedLines > 0 ? { ...checkpoint, sizeBytes: byteOffset } : checkpoint),
      bytes: byteOffset - this.#takenOffset + this.#lastLineBytes,
      lines: lineNumber - this.#takenLines + (this.#lastLineBytes > 0 ? 1 : 0),
      skippedLines: this.#skippedLines,
      unfinishedLines: this.#unfinishedLines,
      duplicates,
    };
    this.#takenOffset = byteOffset;
    this.#takenLines = lineNumber;
    this.#skippedLines = 0;
    return scanned;
  }

  /**
   * A last line without newline is used when it is whole, but the offset stays before it: should more follow, it is
   * read again. A broken one is left to the next read while the file may still grow.
   */
  #takeLast(kind: 'unfinished' | 'unfinished-oversize'): void {
    const { parser, reader, handle } = this.#source;
    const { line } = reader;
    this.#stateBeforeLast = parser.state();
    this.#lastLineBytes = handle.look.sizeBytes - reader.byteOffset;
    const found = kind === 'unfinished' ? recordsOfLine(line) : { records: [], problem: 'oversize' };
    if (found.problem === undefined) parser.readLine(line, this.#builder);
    else if (this.#nowMs - handle.look.modifiedAtMs < growingForMs) this.#unfinishedLines = 1;
    else this.#builder.quarantine(line, `incomplete last line: ${found.problem}`);
  }
}
