import type { CollectedBatch, IngestCounts } from '@skills/schema';

/** Where batches go. */
export type BatchSink = {
  /**
   * Stores batches as they come, all of them or, when it throws, none. Each is stored with its checkpoint, in order: the
   * checkpoint of a file stands for the batches before it too.
   */
  ingestAll(batches: AsyncIterable<CollectedBatch>): Promise<IngestCounts>;
};
