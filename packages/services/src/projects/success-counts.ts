import { wilsonScoreInterval } from '@skills/analytics';
import type { SuccessCounts } from '@skills/schema';
import type { AggregateTotals } from './project-ports.ts';

/** The counts with the rate among the known outcomes and Wilson's interval. */
export function successCounts({
  invocations,
  completed,
  failed,
}: Pick<AggregateTotals, 'invocations' | 'completed' | 'failed'>): SuccessCounts {
  const known = completed + failed;
  const interval = known === 0 ? undefined : wilsonScoreInterval(completed, known);
  return {
    totalInvocations: invocations,
    successfulCompletions: completed,
    failures: failed,
    successRate: known === 0 ? null : completed / known,
    successRateLower: interval?.lower ?? null,
    successRateUpper: interval?.upper ?? null,
  };
}

/** Of calls whose duration is known; `null` when none is. */
export function averageDuration({
  durationCount,
  durationSecondsSum,
}: Pick<AggregateTotals, 'durationCount' | 'durationSecondsSum'>): number | null {
  return durationCount === 0 ? null : durationSecondsSum / durationCount;
}

/** Of calls that say how many actions followed; `null` when none does. */
export function averageFollowUps({
  followUpCount,
  followUpSum,
}: Pick<AggregateTotals, 'followUpCount' | 'followUpSum'>): number | null {
  return followUpCount === 0 ? null : followUpSum / followUpCount;
}

/** Everything together; `undefined` for nothing. */
export function sumOfTotals(parts: readonly AggregateTotals[]): AggregateTotals | undefined {
  const [first, ...rest] = parts;
  if (first === undefined) return undefined;
  return rest.reduce<AggregateTotals>(
    (sum, part) => ({
      invocations: sum.invocations + part.invocations,
      completed: sum.completed + part.completed,
      failed: sum.failed + part.failed,
      durationCount: sum.durationCount + part.durationCount,
      durationSecondsSum: sum.durationSecondsSum + part.durationSecondsSum,
      followUpCount: sum.followUpCount + part.followUpCount,
      followUpSum: sum.followUpSum + part.followUpSum,
      followUpSquareSum: sum.followUpSquareSum + part.followUpSquareSum,
      firstUsedMs: Math.min(sum.firstUsedMs, part.firstUsedMs),
      lastUsedMs: Math.max(sum.lastUsedMs, part.lastUsedMs),
    }),
    first,
  );
}
