import { wilsonScoreInterval } from '@skills/analytics';
import type { DurationQuantiles, SkillCounts, SkillRow } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { outcomeCounts } from './outcome-counts.ts';

/** One skill as every surface shows it. The interval is Wilson's: usable from one known outcome, inside [0, 1]. */
export function skillRow(counts: SkillCounts, quantiles: DurationQuantiles): SkillRow {
  const known = counts.completed + counts.failed;
  const interval = known === 0 ? undefined : wilsonScoreInterval(counts.completed, known);
  return {
    skillName: counts.skillName,
    kind: counts.kind,
    ...outcomeCounts(counts),
    completionRateLower: interval?.lower ?? null,
    completionRateUpper: interval?.upper ?? null,
    averageDurationSeconds: counts.durationCount === 0 ? null : counts.durationSecondsSum / counts.durationCount,
    p50DurationSeconds: quantiles.p50,
    p95DurationSeconds: quantiles.p95,
    lastInvokedAt: toTimestamp(counts.lastInvokedAtMs),
    sessions: counts.sessions,
  };
}
