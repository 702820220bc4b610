import type { DayTotals } from './day-totals.ts';

/** One day of a series in which changes of level are looked for. */
export type LevelPoint = {
  readonly day: number;
  /** What is compared: a rate, calls over what the weekday leads to expect, or the logarithm of seconds. */
  readonly value: number;
  /** Trials, expected share of an average day, or durations: the variance is in inverse proportion. */
  readonly weight: number;
};

export type LevelSeries = {
  readonly family: 'binomial' | 'poisson' | 'normal';
  readonly points: readonly LevelPoint[];
  /** The metric over the points `from` to `to` (exclusive). */
  readonly levelOf: (from: number, to: number) => number;
};

/** One sum over another, of the days `from` to `to` (exclusive). */
export function ratioOf(
  days: readonly DayTotals[],
  part: (day: DayTotals) => number,
  whole: (day: DayTotals) => number,
): LevelSeries['levelOf'] {
  return (from, to) => {
    const chosen = days.slice(from, to);
    return chosen.reduce((sum, day) => sum + part(day), 0) / chosen.reduce((sum, day) => sum + whole(day), 0);
  };
}
