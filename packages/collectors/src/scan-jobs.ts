import type { FileCheckpoint } from '@skills/schema';
import type { Collector } from './collector.ts';
import { reasonOf } from './file-error.ts';
import { LineBuffer } from './line-reader.ts';
import { scanFile } from './scan-file.ts';
import type { ScannedBatch } from './scanned-batch.ts';

/** A file to read. */
export type ScanJob = {
  readonly path: string;
  /** How far it was read before, if it was. */
  readonly before: FileCheckpoint | undefined;
};

export type ScanJobOptions = {
  /** Wins over the project that the source names. */
  readonly projectId?: string | undefined;
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
};

/** What scanning comes to, in order: batches of a file, then its end. */
export type ScanStep =
  | { readonly kind: 'batch'; readonly scanned: ScannedBatch }
  | { readonly kind: 'end'; readonly path: string }
  | { readonly kind: 'error'; readonly path: string; readonly reason: string };

/** Reads one file after the other. A file that cannot be read is an error of that file. */
export function* scanJobs(
  collector: Collector,
  jobs: readonly ScanJob[],
  options: ScanJobOptions,
): Generator<ScanStep, void> {
  const scanOptions = { ...options, buffer: new LineBuffer() };
  for (const { path, before } of jobs) {
    try {
      for (const scanned of scanFile({ collector, path, before }, scanOptions)) yield { kind: 'batch', scanned };
      yield { kind: 'end', path };
    } catch (error) {
      yield { kind: 'error', path, reason: reasonOf(error) };
    }
  }
}
