import { normalTwoSided } from '../distributions/normal-distribution.ts';
import { normalQuantile } from '../distributions/normal-quantile.ts';
import { requireFraction } from '../distributions/requirements.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';
import { requireSuccessCounts, type SuccessCounts } from './success-counts.ts';
import { wilsonScoreInterval } from './wilson-score-interval.ts';

export type TwoProportionTest =
  | {
      /** `no-variation`: all outcomes of both groups are the same, which speaks for no difference: z 0, p 1. */
      readonly kind: 'tested' | 'no-variation';
      readonly z: number;
      /** Two-sided. */
      readonly pValue: number;
      /** Rate of a minus rate of b. */
      readonly difference: number;
      /** Newcombe's interval of the difference. */
      readonly interval: Interval;
    }
  | { readonly kind: 'insufficient-data'; readonly required: 1; readonly actual: 0 };

/**
 * Pooled z-test that two groups share one success rate.
 *
 * @returns `insufficient-data` when a group is empty
 * @throws {RangeError} when counts are not integers `0 <= successes <= trials`, or the confidence is outside (0, 1)
 * @example
 * twoProportionTest({ successes: 120, trials: 1000 }, { successes: 150, trials: 1000 }); // z -1.963, pValue 0.0496, …
 */
export function twoProportionTest(
  a: SuccessCounts,
  b: SuccessCounts,
  options: ConfidenceOptions = {},
): TwoProportionTest {
  requireSuccessCounts(a, 'twoProportionTest');
  requireSuccessCounts(b, 'twoProportionTest');
  if (a.trials === 0 || b.trials === 0) return { kind: 'insufficient-data', required: 1, actual: 0 };
  const difference = a.successes / a.trials - b.successes / b.trials;
  const interval = newcombeInterval(a, b, options);
  const pooled = (a.successes + b.successes) / (a.trials + b.trials);
  if (pooled === 0 || pooled === 1) return { kind: 'no-variation', z: 0, pValue: 1, difference, interval };
  const z = difference / Math.sqrt(pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials));
  return { kind: 'tested', z, pValue: normalTwoSided(z), difference, interval };
}

/**
 * Newcombe's interval for the difference of two success rates: two Wilson intervals put together. Usable where the Wald
 * interval collapses: at 0 or all successes, and for small groups.
 *
 * @throws {RangeError} when a group is empty or its counts are not such integers, or the confidence is outside (0, 1)
 * @see Newcombe (1998), Statistics in Medicine 17(8):873-890, method 10
 * @example
 * newcombeInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 }); // { lower: 0.0524, upper: 0.3339 }
 */
export function newcombeInterval(a: SuccessCounts, b: SuccessCounts, options: ConfidenceOptions = {}): Interval {
  const [rateA, rateB] = [a.successes / a.trials, b.successes / b.trials];
  const wilsonA = wilsonScoreInterval(a.successes, a.trials, options);
  const wilsonB = wilsonScoreInterval(b.successes, b.trials, options);
  const difference = rateA - rateB;
  return {
    lower: difference - Math.hypot(rateA - wilsonA.lower, wilsonB.upper - rateB),
    upper: difference + Math.hypot(wilsonA.upper - rateA, rateB - wilsonB.lower),
  };
}

/**
 * Wald interval for the difference of two success rates, which textbooks give; it is too narrow for small groups.
 *
 * @throws {RangeError} when a group is empty or its counts are not such integers, or the confidence is outside (0, 1)
 * @example
 * waldInterval({ successes: 120, trials: 1000 }, { successes: 150, trials: 1000 }); // { lower: -0.0599, upper: -0.0001 }
 */
export function waldInterval(
  a: SuccessCounts,
  b: SuccessCounts,
  { confidence = 0.95 }: ConfidenceOptions = {},
): Interval {
  requireFraction(confidence, 'the confidence of waldInterval');
  const [rateA, rateB] = [rateOf(a), rateOf(b)];
  const variance = (rateA * (1 - rateA)) / a.trials + (rateB * (1 - rateB)) / b.trials;
  const halfWidth = normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance);
  return { lower: rateA - rateB - halfWidth, upper: rateA - rateB + halfWidth };
}

function rateOf(counts: SuccessCounts): number {
  const { successes, trials } = requireSuccessCounts(counts, 'waldInterval');
  if (trials === 0) throw new RangeError('waldInterval requires trials >= 1, got 0');
  return successes / trials;
}
