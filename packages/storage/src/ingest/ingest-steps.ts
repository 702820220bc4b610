import type { CollectedBatch } from '@skills/schema';

/**
 * Batches, joined until a step has work enough: it costs a dozen statements, whatever it holds.
 *
 * @param recordsPerStep - calls, completions, messages and offers together
 */
export async function* ingestSteps(
  batches: Iterable<CollectedBatch> | AsyncIterable<CollectedBatch>,
  recordsPerStep: number,
): AsyncGenerator<readonly CollectedBatch[]> {
  let step: CollectedBatch[] = [];
  let records = 0;
  for await (const batch of batches) {
    step.push(batch);
    records += recordsOf(batch);
    if (records < recordsPerStep) continue;
    yield step;
    step = [];
    records = 0;
  }
  if (step.length > 0) yield step;
}

/** Calls, completions, messages and offers. */
export function recordsOf({ invocations, completions, usages, offers }: CollectedBatch): number {
  return invocations.length + completions.length + usages.length + offers.length;
}
