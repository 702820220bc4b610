import type { CollectedBatch } from '@skills/schema';
import { BatchCalls } from './batch-calls.ts';
import { BatchUsages } from './batch-usages.ts';
import { recordsOf } from './ingest-steps.ts';
import { SessionSpans } from './session-spans.ts';

/** What batches say, sorted by what it is about: all that can be done without the database. */
export type PreparedBatches = {
  readonly batches: readonly CollectedBatch[];
  readonly calls: BatchCalls;
  readonly usages: BatchUsages;
  readonly spans: SessionSpans;
  readonly records: number;
};

export function prepareBatches(batches: readonly CollectedBatch[]): PreparedBatches {
  const calls = new BatchCalls();
  const usages = new BatchUsages();
  const spans = new SessionSpans();
  let records = 0;
  for (const batch of batches) {
    records += recordsOf(batch);
    for (const invocation of batch.invocations) {
      calls.addInvocation(invocation);
      spans.add(invocation.sessionId, invocation.invokedAtMs, invocation.projectId);
    }
    for (const completion of batch.completions) calls.addCompletion(completion);
    for (const usage of batch.usages) {
      usages.add(usage);
      spans.add(usage.sessionId, usage.atMs, usage.projectId);
    }
    for (const session of batch.sessions) {
      spans.add(session.sessionId, session.firstAtMs, session.projectId);
      spans.add(session.sessionId, session.lastAtMs, session.projectId);
    }
  }
  return { batches, calls, usages, spans, records };
}
