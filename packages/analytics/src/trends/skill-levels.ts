import type { TrendMetric } from '@skills/schema';
import { countLevels } from './count-levels.ts';
import { type DayTotals, isWholeDay } from './day-totals.ts';
import { type LevelSeries, ratioOf } from './level-series.ts';
import { weekdayFactors } from './weekday-factors.ts';

const leastSeconds = 1e-3;
const noLevels: LevelSeries = { family: 'poisson', points: [], levelOf: () => 0 };

/**
 * Days as a series of levels, each metric with the noise that it has: rates are binomial, counts Poisson with the usual
 * share of their weekday, durations normal in their logarithm.
 *
 * @param days - every day that was seen, in order
 */
export function skillLevels(days: readonly DayTotals[], metric: TrendMetric): LevelSeries {
  switch (metric) {
    case 'completion_rate': {
      const known = days.filter(({ completed, failed }) => completed + failed > 0);
      return {
        family: 'binomial',
        points: known.map(({ day, completed, failed }) => ({
          day,
          value: completed / (completed + failed),
          weight: completed + failed,
        })),
        levelOf: ratioOf(
          known,
          ({ completed }) => completed,
          ({ completed, failed }) => completed + failed,
        ),
      };
    }
    case 'avg_duration_seconds': {
      const known = days.filter(({ durationCount }) => durationCount > 0);
      return {
        family: 'normal',
        points: known.map(({ day, durationCount, durationSecondsSum }) => ({
          day,
          value: Math.log(Math.max(leastSeconds, durationSecondsSum / durationCount)),
          weight: durationCount,
        })),
        levelOf: ratioOf(
          known,
          ({ durationSecondsSum }) => durationSecondsSum,
          ({ durationCount }) => durationCount,
        ),
      };
    }
    case 'invocation_count': {
      const whole = days.filter(isWholeDay);
      const factors = weekdayFactors(whole);
      return factors === undefined ? noLevels : countLevels(whole, factors);
    }
    default:
      return metric satisfies never;
  }
}
