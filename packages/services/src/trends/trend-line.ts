import {
  type DayTotals,
  type LinearTrend,
  linearTrend,
  trendDirection,
  trendSeries,
  type TrendSeries,
} from '@skills/analytics';
import type { TrendLine, TrendMetric } from '@skills/schema';

export type TrendDays = {
  /** Days of the window that the log covers, and those before it. */
  readonly window: readonly DayTotals[];
  readonly history: readonly DayTotals[];
  readonly metric: TrendMetric;
  /** Fewer calls than this tell nothing. */
  readonly leastCalls: number;
};

export type FittedTrend = {
  readonly series: TrendSeries;
  /** `undefined` with too little data. */
  readonly line: LinearTrend | undefined;
  readonly row: TrendLine;
};

export const leastCallsOfTrend = 10;

/** The line through the days of one skill, as results state it. */
export function fitTrend({ window, history, metric, leastCalls }: TrendDays): FittedTrend {
  const series = trendSeries(window, metric);
  const sampleSize = series.points.reduce((sum, point) => sum + point.sampleSize, 0);
  const counted = { observedDays: series.points.length, sampleSize };
  const past = trendSeries(history, metric).points;
  const line =
    sampleSize < leastCalls
      ? undefined
      : linearTrend(series, { history: past, isCount: metric === 'invocation_count' });
  const first = window[0];
  const last = window.at(-1);
  if (line === undefined || first === undefined || last === undefined) {
    return { series, line: undefined, row: { ...unknown, ...counted } };
  }
  const startValue = withinMetric(line.valueAt(first.day + 0.5), metric);
  const endValue = withinMetric(line.valueAt(last.day + 0.5), metric);
  const row: TrendLine = {
    trend: trendDirection(metric, line.slopePerDay, line.pValue),
    slopePerDay: line.slopePerDay,
    slopeLower: line.slopeLower,
    slopeUpper: line.slopeUpper,
    startValue,
    endValue,
    changePercent: startValue > 0 ? (100 * (endValue - startValue)) / startValue : null,
    pValue: line.pValue,
    ...counted,
  };
  return { series, line, row };
}

/** A line knows no bounds; a rate and a count do. */
export function withinMetric(value: number, metric: TrendMetric): number {
  return Math.max(0, metric === 'completion_rate' ? Math.min(1, value) : value);
}

const unknown = {
  trend: 'insufficient_data',
  slopePerDay: null,
  slopeLower: null,
  slopeUpper: null,
  startValue: null,
  endValue: null,
  changePercent: null,
  pValue: null,
} as const satisfies Partial<TrendLine>;
