import { normalTwoSided } from '../distributions/normal-distribution.ts';
import { normalQuantile } from '../distributions/normal-quantile.ts';
import { requireFraction } from '../distributions/requirements.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';
import { requireSuccessCounts, type SuccessCounts } from './success-counts.ts';

/** Two groups within one stratum, such as one project. */
export type RateStratum = { readonly a: SuccessCounts; readonly b: SuccessCounts };

export type StratifiedRateDifference =
  | {
      readonly kind: 'estimated';
      /** Rate of a less rate of b within strata, in [-1, 1]. */
      readonly difference: number;
      readonly interval: Interval;
      /** Two-sided, of no difference in any stratum. */
      readonly pValue: number;
      /** Strata that have both groups; the others say nothing. */
      readonly strata: number;
    }
  /** No stratum has both groups. */
  | { readonly kind: 'insufficient-data' };

/**
 * Difference of two success rates among like with like: Mantel and Haenszel's weighted mean over strata, with Sato's
 * variance, which holds for few large strata and for many small ones. The p-value is of the Cochran-Mantel-Haenszel test
 * with continuity correction.
 *
 * @throws {RangeError} when counts are not integers `0 <= successes <= trials`, or the confidence is outside (0, 1)
 * @see Mantel & Haenszel (1959), JNCI 22(4):719-748; Sato (1989), Biometrics 45(4):1323-1324
 * @example
 * stratifiedRateDifference([{ a: { successes: 8, trials: 10 }, b: { successes: 4, trials: 10 } }]); // difference 0.4, …
 */
export function stratifiedRateDifference(
  strata: readonly RateStratum[],
  { confidence = 0.95 }: ConfidenceOptions = {},
): StratifiedRateDifference {
  requireFraction(confidence, 'the confidence of stratifiedRateDifference');
  let [weights, weighted, p, q, surplus, chance, informative] = [0, 0, 0, 0, 0, 0, 0];
  for (const { a, b } of strata) {
    const { successes: x, trials: n } = requireSuccessCounts(a, 'stratifiedRateDifference');
    const { successes: y, trials: m } = requireSuccessCounts(b, 'stratifiedRateDifference');
    if (n === 0 || m === 0) continue;
    const all = n + m;
    informative += 1;
    weights += (n * m) / all;
    weighted += (x * m - y * n) / all;
    p += (n * n * y - m * m * x + (n * m * (m - n)) / 2) / (all * all);
    q += (x * (m - y) + y * (n - x)) / (2 * all);
    surplus += x - ((x + y) * n) / all;
    chance += (n * m * (x + y) * (all - x - y)) / (all * all * (all - 1));
  }
  if (informative === 0) return { kind: 'insufficient-data' };
  const difference = weighted / weights;
  const halfWidth = (normalQuantile(0.5 + confidence / 2) * Math.sqrt(Math.max(0, difference * p + q))) / weights;
  const distance = Math.max(0, Math.abs(surplus) - 0.5);
  return {
    kind: 'estimated',
    difference,
    interval: { lower: Math.max(-1, difference - halfWidth), upper: Math.min(1, difference + halfWidth) },
    pValue: chance > 0 ? normalTwoSided(distance / Math.sqrt(chance)) : 1,
    strata: informative,
  };
}
