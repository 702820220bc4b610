import { type Interval, meanInterval } from '@skills/analytics';
import type { Improvement, Insight } from '@skills/schema';
import type { AggregateTotals } from './project-ports.ts';
import { averageFollowUps, successCounts } from './success-counts.ts';

export type EffectivenessThresholds = {
  /** A rate surely below is low. */
  readonly lowSuccess: number;
  /** A rate surely above is excellent. */
  readonly excellentSuccess: number;
  /** A mean surely above is high. */
  readonly highFollowUp: number;
  /** Calls that a statement needs. */
  readonly minimumCount: number;
};

/** Of the predecessor's design, but for the count. */
export const defaultThresholds: EffectivenessThresholds = {
  lowSuccess: 0.6,
  excellentSuccess: 0.9,
  highFollowUp: 2,
  minimumCount: 10,
};

/** 95 % interval of the mean number of actions that follow; `undefined` when too few calls say. */
export function followUpInterval({
  followUpCount,
  followUpSum,
  followUpSquareSum,
}: Pick<AggregateTotals, 'followUpCount' | 'followUpSum' | 'followUpSquareSum'>): Interval | undefined {
  return meanInterval({ count: followUpCount, sum: followUpSum, squareSum: followUpSquareSum });
}

/**
 * What can be said of a skill: only what the whole 95 % interval supports, and nothing on fewer calls than the minimum.
 */
export function effectivenessInsights(
  totals: AggregateTotals,
  thresholds: EffectivenessThresholds = defaultThresholds,
): readonly Insight[] {
  return [...successInsights(totals, thresholds), ...followUpInsights(totals, thresholds)];
}

function successInsights(totals: AggregateTotals, thresholds: EffectivenessThresholds): readonly Insight[] {
  const { lowSuccess, excellentSuccess, minimumCount } = thresholds;
  const { successRate, successRateLower, successRateUpper } = successCounts(totals);
  const count = totals.completed + totals.failed;
  if (successRate === null || successRateLower === null || successRateUpper === null) return [];
  if (count < minimumCount) return [];
  const basis = { value: successRate, lower: successRateLower, upper: successRateUpper, count };
  if (successRateUpper < lowSuccess) {
    return [{ type: 'low_success', text: 'Low success rate: review skill prompts', ...basis, threshold: lowSuccess }];
  }
  if (successRateLower <= excellentSuccess) return [];
  return [{ type: 'excellent_success', text: 'Excellent success rate', ...basis, threshold: excellentSuccess }];
}

function followUpInsights(totals: AggregateTotals, thresholds: EffectivenessThresholds): readonly Insight[] {
  const { highFollowUp: threshold, minimumCount } = thresholds;
  const value = averageFollowUps(totals);
  const interval = followUpInterval(totals);
  const count = totals.followUpCount;
  if (value === null || interval === undefined || count < minimumCount || interval.lower <= threshold) return [];
  return [{ type: 'high_follow_up', text: 'High follow-up rate', value, ...interval, threshold, count }];
}

/** What to do about the insights that call for something. */
export function improvements(skill: string, insights: readonly Insight[]): readonly Improvement[] {
  return insights.flatMap((insight): readonly Improvement[] => {
    const type = 'skill_improvement';
    if (insight.type === 'low_success') {
      const issue = `succeeds in ${percent(insight.value)} of ${insight.count} calls (95 % CI ${percent(insight.lower)} to ${percent(insight.upper)})`;
      return [
        { type, priority: 'high', skill, issue, action: 'review the prompts of the skill and its most common errors' },
      ];
    }
    if (insight.type === 'high_follow_up') {
      const issue = `${insight.value.toFixed(1)} actions follow a call on average (95 % CI ${insight.lower.toFixed(1)} to ${insight.upper.toFixed(1)}, ${insight.count} calls)`;
      return [{ type, priority: 'medium', skill, issue, action: 'let the skill do what regularly follows it' }];
    }
    return [];
  });
}

function percent(rate: number): string {
  return `${Math.round(rate * 100)} %`;
}
