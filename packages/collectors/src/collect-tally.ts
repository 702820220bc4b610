import type { StoredGroup } from './batch-group.ts';
import type { CollectProgress, SourceResult } from './collect-source.ts';
import type { Discovery, FileError } from './collector.ts';

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

  endFile(
    end: { readonly kind: 'end' } | { readonly kind: 'error'; readonly path: string; readonly reason: string },
  ): void {
    this.#filesDone += 1;
    if (end.kind === 'error') this.#errors.push({ file: end.path, reason: end.reason });
  }

  add({ scanned, counts }: StoredGroup): void {
    for (const { batch, ...read } of scanned) {
      this.#bytes += read.bytes;
      this.#lines += read.lines;
      this.#linesSkipped += read.skippedLines;
      this.#linesUnfinished += read.unfinishedLines;
      this.#duplicates += read.duplicates;
      if (counts === undefined) {
        this.#events += batch.invocations.length;
        this.#quarantined += batch.quarantined.length;
      }
      if (counts === undefined || counts.quarantined > 0) this.#nameBadLines(batch);
    }
    this.#events += counts?.inserted ?? 0;
    this.#duplicates += counts?.duplicates ?? 0;
    this.#quarantined += counts?.quarantined ?? 0;
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

  #nameBadLines({ checkpoint, quarantined }: StoredGroup['scanned'][number]['batch']): void {
    const file = checkpoint?.path ?? '';
    for (const { lineNumber, reason } of quarantined.slice(0, mostBadLines - this.#badLines.length)) {
      this.#badLines.push({ file, line: lineNumber, reason });
    }
  }
}
