import type { IngestCounts } from '@skills/schema';
import type { BatchSink } from './collect-source.ts';
import { type ScannedBatch, batchRows } from './scanned-batch.ts';

/** Batches of a group at most; each carries the checkpoint of a file. */
const mostBatches = 256;

/** Batches that were stored together, with what the sink said; no counts in a dry run. */
export type StoredGroup = {
  readonly scanned: readonly ScannedBatch[];
  readonly counts: IngestCounts | undefined;
};

/** Gathers small batches, because a transaction costs the same for one file as for two hundred. */
export class BatchGroup {
  readonly #sink: BatchSink | undefined;
  #scanned: ScannedBatch[] = [];
  #rows = 0;

  constructor(sink: BatchSink | undefined) {
    this.#sink = sink;
  }

  add(scanned: ScannedBatch): void {
    const { invocations, completions, usages, quarantined } = scanned.batch;
    this.#scanned.push(scanned);
    this.#rows += invocations.length + completions.length + usages.length + quarantined.length;
  }

  get isFull(): boolean {
    return this.#rows >= batchRows || this.#scanned.length >= mostBatches;
  }

  /** Stores what was gathered, in order. */
  async store(): Promise<StoredGroup> {
    const scanned = this.#scanned;
    this.#scanned = [];
    this.#rows = 0;
    if (this.#sink === undefined || scanned.length === 0) return { scanned, counts: undefined };
    return { scanned, counts: await storeAll(this.#sink, scanned) };
  }
}

async function storeAll(sink: BatchSink, scanned: readonly ScannedBatch[]): Promise<IngestCounts> {
  const batches = scanned.map(({ batch }) => batch);
  if (sink.ingestAll !== undefined) return sink.ingestAll(batches);
  let sum: IngestCounts = { inserted: 0, duplicates: 0, completed: 0, quarantined: 0 };
  for (const batch of batches) {
    // In order: a later checkpoint of a file stands for the earlier batches too.
    // oxlint-disable-next-line no-await-in-loop
    const counts = await sink.ingest(batch);
    sum = {
      inserted: sum.inserted + counts.inserted,
      duplicates: sum.duplicates + counts.duplicates,
      completed: sum.completed + counts.completed,
      quarantined: sum.quarantined + counts.quarantined,
    };
  }
  return sum;
}
