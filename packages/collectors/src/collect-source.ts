import type { FileCheckpoint } from '@skills/schema';
import { BatchGroups } from './batch-groups.ts';
import type { BatchSink } from './batch-sink.ts';
import { builtInCollectors } from './built-in-collectors.ts';
import { CheckpointIndex } from './checkpoint-index.ts';
import type { CollectProgress } from './collect-progress.ts';
import { CollectTally } from './collect-tally.ts';
import type { Collector, Discovery } from './collector.ts';
import { reasonOf } from './file-error.ts';
import { type ScanJob, type ScanJobOptions, type ScanStep, scanJobs } from './scan-jobs.ts';
import { ScanThread, ScanThreadUnavailable } from './scan-thread.ts';
import { lookAtFile } from './source-file-handle.ts';
import type { SourceResult } from './source-result.ts';

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
  /** Bytes to read from which a thread of its own is worth using; 24 MB unless said otherwise. */
  readonly threadFromBytes?: number | undefined;
  /** Used then, and left running; without it one is started and ended. */
  readonly thread?: ScanThread | undefined;
};

// Starting a thread takes as long as reading this much.
const threadFromBytes = 24_000_000;

/**
 * Reads what is new in the files of one source and hands it to the sink, batch by batch. A file that cannot be read is
 * an error of that file; the others go on. What the sink throws ends the run.
 */
export async function collectSource(options: CollectOptions): Promise<SourceResult> {
  const { collector, discovery, sink, signal, onProgress } = options;
  const tally = new CollectTally(collector.source, discovery);
  const { jobs, bytes } = changedFiles(options, tally);
  onProgress?.(tally.progress());
  if (jobs.length === 0) return tally.result();
  const isLarge = bytes >= (options.threadFromBytes ?? threadFromBytes);
  const scanOptions = { projectId: options.projectId, nowMs: options.now() };
  const steps =
    isLarge && builtInCollectors.includes(collector)
      ? scanBeside({ collector, jobs, thread: options.thread }, scanOptions)
      : scanHere(collector, jobs, scanOptions);
  const groups = new BatchGroups(steps, (step) => {
    tally.add(step);
    if (step.kind === 'batch') return true;
    onProgress?.(tally.progress());
    return signal?.aborted !== true;
  });
  try {
    // oxlint-disable-next-line no-await-in-loop -- one group after the other
    while (!groups.isOver) tally.endGroup(await (sink ?? nowhere).ingestAll(groups.group()));
  } finally {
    // Ends the thread, should the sink have failed.
    await steps.return();
  }
  return tally.result();
}

/** For a dry run: counts what a new log would count. */
const nowhere: BatchSink = {
  async ingestAll(batches) {
    const counts = { inserted: 0, duplicates: 0, completed: 0, quarantined: 0 };
    for await (const { invocations, quarantined } of batches) {
      counts.inserted += invocations.length;
      counts.quarantined += quarantined.length;
    }
    return counts;
  },
};

async function* scanHere(
  collector: Collector,
  jobs: readonly ScanJob[],
  options: ScanJobOptions,
): AsyncGenerator<ScanStep, void> {
  yield* scanJobs(collector, jobs, options);
}

/** Scans in another thread, or in this one when there can be no other. */
async function* scanBeside(
  { collector, jobs, thread }: Pick<CollectOptions, 'collector' | 'thread'> & { readonly jobs: readonly ScanJob[] },
  options: ScanJobOptions,
): AsyncGenerator<ScanStep, void> {
  const scanner = thread ?? new ScanThread();
  try {
    yield* scanner.scan({ source: collector.source, jobs, options });
  } catch (error) {
    if (!(error instanceof ScanThreadUnavailable)) throw error;
    yield* scanJobs(collector, jobs, options);
  } finally {
    if (thread === undefined) await scanner[Symbol.asyncDispose]();
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
      tally.add({ kind: 'error', path, reason: reasonOf(error) });
    }
  }
  return { jobs, bytes };
}
