import type { CollectedBatch } from '@skills/schema';

/** One batch of one file, ready to be stored, and what was read for it. */
export type ScannedBatch = {
  readonly batch: CollectedBatch;
  readonly bytes: number;
  /** Physical lines, blank ones included. */
  readonly lines: number;
  /** Of these, lines that got a structural check only. */
  readonly skippedLines: number;
  /** Further views of calls of the same batch. */
  readonly duplicates: number;
  /** Last lines that are not complete yet and were left to the next read. */
  readonly unfinishedLines: number;
};

/** Rows after which a batch is handed over: large enough that a transaction pays, small enough to wait for. */
export const batchRows = 4096;
