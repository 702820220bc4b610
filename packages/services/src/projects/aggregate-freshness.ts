import type { AggregateFreshness } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import type { AggregateSource } from './project-ports.ts';

/** How old collections and aggregates are. */
export async function aggregateFreshness(
  source: Pick<AggregateSource, 'ages'>,
  nowMs: number,
): Promise<AggregateFreshness> {
  const { collectedAtMs, computedAtMs, daysBehind, projectsBehind } = await source.ages();
  return {
    collectedAt: timeOf(collectedAtMs),
    collectionAgeSeconds: ageOf(collectedAtMs, nowMs),
    computedAt: timeOf(computedAtMs),
    aggregateAgeSeconds: ageOf(computedAtMs, nowMs),
    daysBehind,
    projectsBehind,
  };
}

function timeOf(atMs: number | null): string | null {
  return atMs === null ? null : toTimestamp(atMs);
}

/** Never negative: a clock may have been set back. */
function ageOf(atMs: number | null, nowMs: number): number | null {
  return atMs === null ? null : Math.max(0, nowMs - atMs) / 1000;
}
