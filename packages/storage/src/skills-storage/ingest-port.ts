import type { CollectedBatch, IngestCounts, SkillInvocation } from '@skills/schema';

/** What `SkillsStorage` writes through; `EventIngest` is one. */
export type IngestPort = {
  /** Stores a batch whole or not at all. */
  ingest(batch: CollectedBatch): Promise<IngestCounts>;
};

/** A batch of nothing but calls. */
export function batchOfInvocations(invocations: readonly SkillInvocation[]): CollectedBatch {
  return { invocations, completions: [], usages: [], offers: [], sessions: [], projects: [], quarantined: [] };
}
