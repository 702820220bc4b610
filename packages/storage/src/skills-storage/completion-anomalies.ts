import { benjaminiHochberg, type ExpectedRate, rateChance, rateScore } from '@skills/analytics';
import { toTimestamp, type SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { hourMs } from '../read/snap-window.ts';
import { requirePositiveInteger } from './positive-integer.ts';
import { requireHours } from './require-hours.ts';
import { skillCountsBetween, type NamedCounts } from './skill-counts-between.ts';

export type DetectAnomaliesOptions = {
  /** Smallest |deviationScore| reported, in standard errors. Default 2. */
  readonly threshold?: number;
  /** Length of the whole look back; its last hour is compared with the rest. Default 24. */
  readonly timeWindowHours?: number;
  /** Share of false alarms to accept among the alarms. Default 0.05. */
  readonly falseDiscoveryRate?: number;
  /** Calls with a known outcome that each side needs before it is judged. Defaults 20 and 5. */
  readonly minBaseline?: number;
  readonly minObserved?: number;
  readonly kind?: SkillKind | undefined;
};

export type CompletionAnomaly = {
  readonly skillName: string;
  readonly metric: 'completion_rate';
  readonly anomalyType: 'performance_drop' | 'performance_spike';
  /** Completion rates, fractions in [0, 1]. */
  readonly baselineValue: number;
  readonly observedValue: number;
  /** Difference of the rates in standard errors of that difference. */
  readonly deviationScore: number;
  /** Beta-binomial, two-sided, and its Benjamini-Hochberg q over all skills judged. */
  readonly pValue: number;
  readonly qValue: number;
  /** ISO 8601 UTC. */
  readonly detectedAt: string;
};

/**
 * The method of the predecessor, over the statistic of the detector (`rateScore`, `rateChance`); `AnomalyDetector` watches
 * more, knows seasons and keeps what it found. Skills whose completion rate of the last hour differs from that of the hours before, the largest deviation first.
 * A skill counts as anomalous when the deviation reaches the threshold and the p-value survives the correction for
 * the number of skills looked at.
 */
export async function completionAnomalies(
  reader: SqlReader,
  nowMs: number,
  options: DetectAnomaliesOptions = {},
): Promise<readonly CompletionAnomaly[]> {
  const { threshold = 2, timeWindowHours = 24, falseDiscoveryRate = 0.05, kind } = options;
  const minBaseline = requirePositiveInteger('minBaseline', options.minBaseline ?? 20);
  const minObserved = requirePositiveInteger('minObserved', options.minObserved ?? 5);
  if (!(threshold >= 0)) throw new RangeError(`threshold requires a number >= 0, got ${threshold}`);
  if (requireHours('timeWindowHours', timeWindowHours) <= 1) {
    throw new RangeError(`timeWindowHours requires more than the 1 hour that is judged, got ${timeWindowHours}`);
  }
  const splitMs = nowMs - hourMs;
  const sinceMs = nowMs - timeWindowHours * hourMs;
  const baseline = await skillCountsBetween(reader, { sinceMs, untilMs: splitMs, kind });
  const observed = await skillCountsBetween(reader, { sinceMs: splitMs, untilMs: nowMs + 1, kind });
  const baselineByName = new Map(baseline.map((counts) => [counts.skillName, counts]));
  const pairs = observed.flatMap((now) => {
    const before = baselineByName.get(now.skillName);
    if (before === undefined || known(before) < minBaseline || known(now) < minObserved) return [];
    const expected = expectedRate(before);
    const seen = { known: known(now), completed: now.completed };
    return [{ now, before, score: rateScore(seen, expected), pValue: rateChance(seen, expected) }];
  });
  const qValues = benjaminiHochberg(pairs.map(({ pValue }) => pValue));
  return pairs
    .map(({ now, before, score, pValue }, index): CompletionAnomaly => {
      return {
        skillName: now.skillName,
        metric: 'completion_rate',
        anomalyType: score > 0 ? 'performance_spike' : 'performance_drop',
        baselineValue: before.completed / known(before),
        observedValue: now.completed / known(now),
        deviationScore: score,
        pValue,
        qValue: qValues[index] ?? 1,
        detectedAt: toTimestamp(nowMs),
      };
    })
    .filter(({ deviationScore, qValue }) => Math.abs(deviationScore) >= threshold && qValue <= falseDiscoveryRate)
    .toSorted((a, b) => Math.abs(b.deviationScore) - Math.abs(a.deviationScore));
}

function known({ completed, failed }: NamedCounts): number {
  return completed + failed;
}

/** Half a call on either side, so that a baseline without a failure is not certain. */
function expectedRate(before: NamedCounts): ExpectedRate {
  const rate = (before.completed + 0.5) / (known(before) + 1);
  return { rate, variance: (rate * (1 - rate)) / known(before) };
}
