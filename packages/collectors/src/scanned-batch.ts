import type { CollectedBatch } from '@skills/schema';

/** One batch of one file, ready to be stored, and what was read for it. */
export type ScannedBatch = {
  readonly batch: CollectedBatch;
  readonly bytes: number;
  /** Physical lines, blank ones included. */
  readonly lines: number;
  /** Of these, lines that were checked to be JSON and no more. */
  readonly skippedLines: number;
  /** Further views of calls of the same batch. */
  readonly duplicates: number;
  /** Last lines that are not complete yet and were left to the next read. */
  readonly unfinishedLines: number;
};

/**
 * Rows after which a batch is handed over. As JSON it is then below 128 KiB: what is longer V8 keeps until it looks through
 * all of its memory, which would be 20 MB of it.
 */
export const batchRows = 256;
