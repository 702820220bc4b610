import { normalQuantile } from '../distributions/normal-quantile.ts';
import type { Interval } from '../inference/wilson-score-interval.ts';

/**
 * Wilson's interval for a rate that stands on a number of trials that need not be whole, as when a rate is smoothed.
 * For whole successes it is `wilsonScoreInterval`.
 *
 * @param rate - in [0, 1]
 * @param trials - above 0
 * @throws {RangeError} naming the value that is out of range
 * @example
 * scoreInterval(0.8, 10); // { lower: 0.4902, upper: 0.9433 }
 */
export function scoreInterval(rate: number, trials: number, confidence: number = 0.95): Interval {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`scoreInterval requires a rate in [0, 1], got ${rate}`);
  if (!(trials > 0 && trials < Infinity)) throw new RangeError(`scoreInterval requires trials above 0, got ${trials}`);
  const z = normalQuantile(0.5 + confidence / 2);
  const shrinkage = 1 + (z * z) / trials;
  const centre = (rate + (z * z) / (2 * trials)) / shrinkage;
  const halfWidth = (z * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials))) / shrinkage;
  return {
    lower: rate === 0 ? 0 : Math.max(0, Math.min(rate, centre - halfWidth)),
    upper: rate === 1 ? 1 : Math.min(1, Math.max(rate, centre + halfWidth)),
  };
}
