import type { CollectedBatch, IngestCounts } from '@skills/schema';
import type { CollectProgress } from './collect-progress.ts';
import type { Discovery, FileError } from './collector.ts';
import type { ScanStep } from './scan-jobs.ts';
import type { SourceResult } from './source-result.ts';

const mostBadLines = 1000;

/** Adds up what collecting one source comes to. */
export class CollectTally {
  readonly #source: string;
  readonly #files: number;
  readonly #errors: FileError[];
  #filesUnchanged = 0;
  #filesDone = 0;
  #bytes = 0;
  #lines = 0;
  #linesSkipped = 0;
  #linesUnfinished = 0;
  #events = 0;
  #duplicates = 0;
  #quarantined = 0;
  readonly #badLines: FileError[] = [];
  /** Of the group that is being stored; whether the log knew them is told with its counts. */
  #groupBadLines: FileError[] = [];

  constructor(source: string, discovery: Discovery) {
    this.#source = source;
    this.#files = discovery.files.length;
    this.#errors = [...discovery.errors];
  }

  /** A file that was not opened. */
  passUnchanged(): void {
    this.#filesUnchanged += 1;
    this.#filesDone += 1;
  }

  add(step: ScanStep): void {
    if (step.kind === 'batch') {
      const { batch, bytes, lines, skippedLines, unfinishedLines, duplicates } = step.scanned;
      this.#bytes += bytes;
      this.#lines += lines;
      this.#linesSkipped += skippedLines;
      this.#linesUnfinished += unfinishedLines;
      this.#duplicates += duplicates;
      this.#noteBadLines(batch);
      return;
    }
    this.#filesDone += 1;
    if (step.kind === 'error') this.#errors.push({ file: step.path, reason: step.reason });
  }

  /** The batches since the last group are stored. */
  endGroup({ inserted, duplicates, quarantined }: IngestCounts): void {
    this.#events += inserted;
    this.#duplicates += duplicates;
    this.#quarantined += quarantined;
    if (quarantined > 0) this.#badLines.push(...this.#groupBadLines.slice(0, mostBadLines - this.#badLines.length));
    this.#groupBadLines = [];
  }

  progress(): CollectProgress {
    return { source: this.#source, files: this.#files, filesDone: this.#filesDone, bytesDone: this.#bytes };
  }

  result(): SourceResult {
    return {
      source: this.#source,
      files: this.#files,
      filesUnchanged: this.#filesUnchanged,
      bytes: this.#bytes,
      lines: this.#lines,
      linesSkipped: this.#linesSkipped,
      linesUnfinished: this.#linesUnfinished,
      events: this.#events,
      duplicates: this.#duplicates,
      quarantined: this.#quarantined,
      errors: this.#errors,
      badLines: this.#badLines,
    };
  }

  #noteBadLines({ checkpoint, quarantined }: CollectedBatch): void {
    const file = checkpoint?.path ?? '';
    for (const { lineNumber, reason } of quarantined.slice(0, mostBadLines - this.#groupBadLines.length)) {
      this.#groupBadLines.push({ file, line: lineNumber, reason });
    }
  }
}
