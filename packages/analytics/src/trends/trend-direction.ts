import type { TrendDirection, TrendMetric } from '@skills/schema';

/**
 * What a slope means: more completions and more calls are better, longer durations worse. A slope that may well be
 * chance is `stable`.
 *
 * @param pValue - p or, among many skills, q
 */
export function trendDirection(metric: TrendMetric, slopePerDay: number, pValue: number): TrendDirection {
  if (!(pValue < 0.05) || slopePerDay === 0) return 'stable';
  return slopePerDay > 0 === (metric !== 'avg_duration_seconds') ? 'improving' : 'declining';
}
