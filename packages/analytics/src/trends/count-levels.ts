import { type DayTotals, weekdayOf } from './day-totals.ts';
import { type LevelSeries, ratioOf } from './level-series.ts';

/**
 * Calls of whole days over what their weekday leads to expect.
 *
 * @param factors - of each weekday, Monday first, of mean 1
 */
export function countLevels(days: readonly DayTotals[], factors: readonly number[]): LevelSeries {
  const factorOf = ({ day }: DayTotals): number => factors[weekdayOf(day)] ?? 1;
  return {
    family: 'poisson',
    points: days.map((day) => ({ day: day.day, value: day.invocations / factorOf(day), weight: factorOf(day) })),
    levelOf: ratioOf(days, ({ invocations }) => invocations, factorOf),
  };
}
