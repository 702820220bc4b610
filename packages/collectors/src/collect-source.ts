import type { CollectedBatch, FileCheckpoint, IngestCounts } from '@skills/schema';
import { BatchGroup } from './batch-group.ts';
import { builtInCollectors } from './built-in-collectors.ts';
import { CheckpointIndex } from './checkpoint-index.ts';
import { CollectTally } from './collect-tally.ts';
import type { Collector, Discovery, FileError } from './collector.ts';
import { reasonOf } from './file-error.ts';
import { type ScanJob, type ScanJobOptions, type ScanStep, scanJobs } from './scan-jobs.ts';
import { ScanThreadUnavailable, scanInThread } from './scan-thread.ts';
import { lookAtFile } from './source-file-handle.ts';

/** Where batches go. Each batch is stored whole or not at all, with its checkpoint. */
export type BatchSink = {
  ingest(batch: CollectedBatch): Promise<IngestCounts>;
  /** Several at once, at the price of one; counts are those of all together. */
  ingestAll?(batches: readonly CollectedBatch[]): Promise<IngestCounts>;
};

export type CollectProgress = {
  readonly source: string;
  readonly files: number;
  readonly filesDone: number;
  readonly bytesDone: number;
};

export type CollectOptions = {
  readonly collector: Collector;
  /** What `collector.discover` found. */
  readonly discovery: Discovery;
  /** How far files were read before; those of other sources are passed over. */
  readonly checkpoints: readonly FileCheckpoint[];
  /** Left out for a dry run: everything is read and counted, nothing stored. */
  readonly sink?: BatchSink | undefined;
  /** Wins over the project that the source names. */
  readonly projectId?: string | undefined;
  readonly now: () => number;
  readonly onProgress?: ((progress: CollectProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes to read from which a thread of its own is worth starting; 24 MB unless said otherwise. */
  readonly threadFromBytes?: number | undefined;
};

/** What collecting one source came to. */
export type SourceResult = {
  readonly source: string;
  readonly files: number;
  /** Of these, files that were not opened because nothing about them changed. */
  readonly filesUnchanged: number;
  /** Bytes and physical lines read now. */
  readonly bytes: number;
  readonly lines: number;
  /** Lines that got a structural check only, because their kind of record says nothing about skills. */
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

// Starting a thread takes as long as reading this much.
const threadFromBytes = 24_000_000;

/**
 * Reads what is new in the files of one source and hands it to the sink, batch by batch. A file that cannot be read is
 * an error of that file; the others go on. What the sink throws ends the run.
 */
export async function collectSource(options: CollectOptions): Promise<SourceResult> {
  const { collector, discovery, signal, onProgress } = options;
  const tally = new CollectTally(collector.source, discovery);
  const { jobs, bytes } = changedFiles(options, tally);
  const group = new BatchGroup(options.sink);
  const scanOptions = { projectId: options.projectId, nowMs: options.now() };
  const inThread = bytes >= (options.threadFromBytes ?? threadFromBytes) && builtInCollectors.includes(collector);
  const scan = inThread ? scanBeside : scanJobs;
  onProgress?.(tally.progress());
  for await (const step of scan(collector, jobs, scanOptions)) {
    if (step.kind === 'batch') {
      group.add(step.scanned);
      // Batches are stored in order: a checkpoint must not be stored before what it stands for.
      if (group.isFull) tally.add(await group.store());
      continue;
    }
    tally.endFile(step);
    onProgress?.(tally.progress());
    if (signal?.aborted === true) break;
  }
  tally.add(await group.store());
  return tally.result();
}

/** Scans in a thread of its own, or in this one when there can be no other. */
async function* scanBeside(
  collector: Collector,
  jobs: readonly ScanJob[],
  options: ScanJobOptions,
): AsyncGenerator<ScanStep, void> {
  try {
    yield* scanInThread({ source: collector.source, jobs, options });
  } catch (error) {
    if (!(error instanceof ScanThreadUnavailable)) throw error;
    yield* scanJobs(collector, jobs, options);
  }
}

/** Looks at every file, opening none. */
function changedFiles(
  { collector, discovery, checkpoints }: CollectOptions,
  tally: CollectTally,
): { readonly jobs: readonly ScanJob[]; readonly bytes: number } {
  const index = new CheckpointIndex(collector.source, checkpoints);
  const jobs: ScanJob[] = [];
  let bytes = 0;
  for (const path of discovery.files) {
    try {
      const look = lookAtFile(path);
      if (index.isUnchanged(path, look)) {
        tally.passUnchanged();
        continue;
      }
      const before = index.find(path, look);
      jobs.push({ path, before });
      bytes += look.sizeBytes - (before?.byteOffset ?? 0);
    } catch (error) {
      tally.endFile({ kind: 'error', path, reason: reasonOf(error) });
    }
  }
  return { jobs, bytes };
}
