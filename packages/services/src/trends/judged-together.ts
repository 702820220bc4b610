import { benjaminiHochberg, trendDirection } from '@skills/analytics';
import type { SkillTrend, TrendMetric } from '@skills/schema';

export type UnjudgedTrend = Omit<SkillTrend, 'qValue'>;

/**
 * Trends of many skills, judged by q-values instead of p-values, the surest first. Among a hundred skills that do not
 * change, five have a p below 0.05 by chance; of those with a q below 0.05 one in twenty is expected to be chance.
 */
export function judgedTogether(trends: readonly UnjudgedTrend[], metric: TrendMetric): SkillTrend[] {
  const tested = trends.filter(({ pValue }) => pValue !== null);
  const qValues = benjaminiHochberg(tested.map(({ pValue }) => pValue ?? 1));
  const qOf = new Map(tested.map((trend, index) => [trend, qValues[index] ?? 1]));
  return trends.map((trend) => judged(trend, qOf.get(trend), metric)).toSorted(surestFirst);
}

function judged(trend: UnjudgedTrend, qValue: number | undefined, metric: TrendMetric): SkillTrend {
  if (qValue === undefined || trend.slopePerDay === null) return { ...trend, qValue: null };
  return { ...trend, trend: trendDirection(metric, trend.slopePerDay, qValue), qValue };
}

function surestFirst(a: SkillTrend, b: SkillTrend): number {
  return (
    (a.qValue ?? 2) - (b.qValue ?? 2) ||
    (a.pValue ?? 2) - (b.pValue ?? 2) ||
    b.invocations - a.invocations ||
    (a.skillName < b.skillName ? -1 : 1)
  );
}
