import type { TrendMetric } from '@skills/schema';
import { type DayTotals, isWholeDay, weekdayOf } from './day-totals.ts';

/** One day of a series. */
export type TrendPoint = {
  /** Days since 1970-01-01: the middle of the part of the day that was seen. */
  readonly time: number;
  /** Monday is 0. */
  readonly weekday: number;
  readonly value: number;
  /** Weight in least squares: outcomes or durations behind the value; 1 for a count. */
  readonly weight: number;
  /** Calls behind the value. */
  readonly sampleSize: number;
};

/** A series, and what is known of its noise before looking at its scatter. */
export type TrendSeries = {
  readonly points: readonly TrendPoint[];
  /** Sampling variance of a point where the true value is `mean`; `undefined` when it cannot be known. */
  readonly samplingVariance: ((point: TrendPoint, mean: number) => number) | undefined;
};

const leastDurationDegrees = 10;
const rounding = 1e-9;

/**
 * Days as points. A rate and an average have no value on a day without a call, and are weighted by their calls; a count
 * is 0 there, and a part of a day has none, because it would look like a fall.
 *
 * @param days - every day that was seen, in order, also those without a call
 */
export function trendSeries(days: readonly DayTotals[], metric: TrendMetric): TrendSeries {
  switch (metric) {
    case 'completion_rate':
      return rateSeries(days);
    case 'avg_duration_seconds':
      return durationSeries(days);
    case 'invocation_count':
      return countSeries(days);
    default:
      return metric satisfies never;
  }
}

function rateSeries(days: readonly DayTotals[]): TrendSeries {
  const known = days.filter(({ completed, failed }) => completed + failed > 0);
  const points = known.map((day) => {
    const trials = day.completed + day.failed;
    return toPoint(day, { value: day.completed / trials, weight: trials, sampleSize: trials });
  });
  const completed = known.reduce((sum, day) => sum + day.completed, 0);
  const trials = points.reduce((sum, { weight }) => sum + weight, 0);
  // Half a success and half a failure more, so that a skill that never failed is not taken for one that cannot.
  const rate = (completed + 0.5) / (trials + 1);
  return { points, samplingVariance: ({ weight }) => (rate * (1 - rate)) / weight };
}

function durationSeries(days: readonly DayTotals[]): TrendSeries {
  const known = days.filter(({ durationCount }) => durationCount > 0);
  const points = known.map((day) =>
    toPoint(day, {
      value: day.durationSecondsSum / day.durationCount,
      weight: day.durationCount,
      sampleSize: day.durationCount,
    }),
  );
  let squares = 0;
  let degrees = 0;
  for (const { durationCount, durationSecondsSum, durationSecondsSquaredSum } of known) {
    const aroundZero = durationSecondsSquaredSum;
    const spread = aroundZero - durationSecondsSum ** 2 / durationCount;
    // The difference of two large sums is noise of rounding when nothing is left.
    squares += spread > rounding * aroundZero ? spread : 0;
    degrees += durationCount - 1;
  }
  const variance = squares / degrees;
  // Durations that are all alike within their days say nothing of noise either.
  if (degrees < leastDurationDegrees || variance === 0) return { points, samplingVariance: undefined };
  return { points, samplingVariance: ({ weight }) => variance / weight };
}

function countSeries(days: readonly DayTotals[]): TrendSeries {
  const points = days
    .filter(isWholeDay)
    .map((day) => toPoint(day, { value: day.invocations, weight: 1, sampleSize: day.invocations }));
  const mean = points.reduce((sum, { value }) => sum + value, 0) / Math.max(1, points.length);
  // A line may come near 0 or below it; the counts around it are not free of noise there.
  const least = Math.max(mean / 10, Number.MIN_VALUE);
  return { points, samplingVariance: (_, expected) => Math.max(expected, least) };
}

function toPoint(
  { day, from, to }: DayTotals,
  measured: Pick<TrendPoint, 'value' | 'weight' | 'sampleSize'>,
): TrendPoint {
  return { time: day + (from + to) / 2, weekday: weekdayOf(day), ...measured };
}
