import {
  changePoints,
  skillLevels,
  mannKendallTest,
  type DayTotals,
  type LinearTrend,
  theilSenLine,
  type TrendSeries,
} from '@skills/analytics';
import { toTimestamp } from '@skills/schema';
import type { ChangePointRow, TrendMetric, TrendPointRow, TrendResult } from '@skills/schema';
import { type FittedTrend, withinMetric } from './trend-line.ts';

const dayMs = 86_400_000;

/** The two slopes that no outlier moves, over the days without their weekdays' usual differences. */
export function robustSlopes({ series, line }: FittedTrend): Pick<TrendResult, 'theilSen' | 'mannKendall'> {
  if (line === undefined) return { theilSen: null, mannKendall: null };
  const values = adjustedValues(series, line);
  const robust = theilSenLine({ x: series.points.map(({ time }) => time), y: values });
  const { s, z, pValue } = mannKendallTest(values);
  return {
    theilSen:
      robust.kind === 'estimated'
        ? {
            slopePerDay: robust.slope,
            slopeLower: robust.slopeInterval.lower,
            slopeUpper: robust.slopeInterval.upper,
          }
        : null,
    mannKendall: { s, z, pValue },
  };
}

/** Every covered day that has a value, with the line where there is one. */
export function trendPoints(
  days: readonly DayTotals[],
  metric: TrendMetric,
  { series, line }: FittedTrend,
): TrendPointRow[] {
  const adjusted = line === undefined ? [] : adjustedValues(series, line);
  const byDay = new Map(series.points.map(({ time }, index) => [Math.floor(time), adjusted[index] ?? null]));
  return days.flatMap((day) => {
    const measured = measuredValue(day, metric);
    if (measured === undefined) return [];
    return [
      {
        day: toTimestamp(day.day * dayMs),
        ...measured,
        adjusted: byDay.get(day.day) ?? null,
        fitted: line === undefined ? null : withinMetric(line.valueAt(day.day + 0.5), metric),
        coverage: Math.min(1, day.to - day.from),
      },
    ];
  });
}

/** Changes of level within the window; the history gives them something to change from. */
export function trendChanges(
  window: readonly DayTotals[],
  history: readonly DayTotals[],
  metric: TrendMetric,
): ChangePointRow[] {
  const firstDay = window[0]?.day ?? 0;
  return changePoints(skillLevels([...history, ...window], metric))
    .filter(({ day }) => day >= firstDay)
    .map(({ day, before, after, pValue }) => ({
      at: toTimestamp(day * dayMs),
      before,
      after,
      change: after - before,
      changePercent: before > 0 ? (100 * (after - before)) / before : null,
      pValue,
    }));
}

function adjustedValues({ points }: TrendSeries, { weekdayEffects }: LinearTrend): readonly number[] {
  return points.map(({ value, weekday }) => value - (weekdayEffects?.[weekday] ?? 0));
}

function measuredValue(day: DayTotals, metric: TrendMetric): Pick<TrendPointRow, 'value' | 'sampleSize'> | undefined {
  switch (metric) {
    case 'completion_rate':
      return ratio(day.completed, day.completed + day.failed);
    case 'avg_duration_seconds':
      return ratio(day.durationSecondsSum, day.durationCount);
    case 'invocation_count':
      return { value: day.invocations, sampleSize: day.invocations };
    default:
      return metric satisfies never;
  }
}

function ratio(part: number, whole: number): Pick<TrendPointRow, 'value' | 'sampleSize'> | undefined {
  return whole === 0 ? undefined : { value: part / whole, sampleSize: whole };
}
