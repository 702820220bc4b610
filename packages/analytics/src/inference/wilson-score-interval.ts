import { normalQuantile } from '../distributions/normal-quantile.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';

export type { Interval } from './interval.ts';

/**
 * Wilson score interval for a completion rate. Unlike the Wald interval it stays inside [0, 1] and is
 * usable from one trial, which is why skills with few runs are ranked by its lower bound.
 *
 * @param successes - completed invocations, an integer in `[0, trials]`
 * @param trials - all invocations whose outcome is known, an integer `>= 1`
 * @returns bounds as fractions (not percentages)
 * @throws {RangeError} when the counts are not integers or are out of range, or the confidence is not in (0, 1)
 * @see Wilson (1927), JASA 22(158):209-212, doi:10.1080/01621459.1927.10502953
 * @example
 * wilsonScoreInterval(8, 10); // { lower: 0.4902, upper: 0.9433 }
 */
export function wilsonScoreInterval(successes: number, trials: number, options: ConfidenceOptions = {}): Interval {
  const { confidence = 0.95 } = options;
  if (!Number.isSafeInteger(trials) || trials < 1) {
    throw new RangeError(`wilsonScoreInterval requires an integer trials >= 1, got ${trials}`);
  }
  if (!Number.isSafeInteger(successes) || successes < 0 || successes > trials) {
    throw new RangeError(`wilsonScoreInterval requires an integer successes in [0, ${trials}], got ${successes}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`wilsonScoreInterval requires a confidence in (0, 1), got ${confidence}`);
  }
  const z = normalQuantile(0.5 + confidence / 2);
  const rate = successes / trials;
  const shrinkage = 1 + (z * z) / trials;
  const centre = (rate + (z * z) / (2 * trials)) / shrinkage;
  const halfWidth = (z * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials))) / shrinkage;
  // Rounding must not move a bound past the rate itself: no success bounds exactly at 0, no failure exactly at 1.
  return {
    lower: successes === 0 ? 0 : Math.max(0, Math.min(rate, centre - halfWidth)),
    upper: successes === trials ? 1 : Math.min(1, Math.max(rate, centre + halfWidth)),
  };
}
