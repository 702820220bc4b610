import type { FileError } from './collector.ts';

/** What collecting one source came to. */
export type SourceResult = {
  readonly source: string;
  readonly files: number;
  /** Of these, files that were not opened because nothing about them changed. */
  readonly filesUnchanged: number;
  /** Bytes and physical lines read now. */
  readonly bytes: number;
  readonly lines: number;
  /** Lines that were checked to be JSON and no more, because their kind of record says nothing about skills. */
  readonly linesSkipped: number;
  /** Last lines that are still being written and were left to the next run. */
  readonly linesUnfinished: number;
  /** Calls that were not in the log before; in a dry run, distinct calls per batch. */
  readonly events: number;
  /** Further views of calls. */
  readonly duplicates: number;
  readonly quarantined: number;
  readonly errors: readonly FileError[];
  /** The lines that went into quarantine now, up to 1000 of them. */
  readonly badLines: readonly FileError[];
};
