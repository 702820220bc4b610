import { requireProbability } from '../distributions/requirements.ts';
import type { Interval } from '../inference/interval.ts';
import { sampleQuantile } from '../inference/quantile.ts';

export type WinsorOptions = {
  /** Quantiles of the pooled values beyond which values count as the quantile; 0 and 0.99 unless told otherwise. */
  readonly lowerQuantile?: number | undefined;
  readonly upperQuantile?: number | undefined;
};

/**
 * Limits for winsorising. Taken from the users of all arms together: limits of each arm by itself would take away part of
 * the effect that is looked for.
 *
 * @param pooled - one value per user of any arm, at least one
 * @throws {RangeError} when there is no value, one is not finite, or the quantiles are out of order
 * @example
 * winsorLimits([1, 2, 3, 4, 100], { upperQuantile: 0.75 }); // { lower: 1, upper: 4 }
 */
export function winsorLimits(
  pooled: ArrayLike<number>,
  { lowerQuantile = 0, upperQuantile = 0.99 }: WinsorOptions = {},
): Interval {
  requireProbability(lowerQuantile, 'lowerQuantile');
  requireProbability(upperQuantile, 'upperQuantile');
  if (lowerQuantile > upperQuantile) {
    throw new RangeError(`winsorLimits requires lowerQuantile <= upperQuantile ${upperQuantile}, got ${lowerQuantile}`);
  }
  return { lower: sampleQuantile(pooled, lowerQuantile), upper: sampleQuantile(pooled, upperQuantile) };
}

/**
 * Values with those beyond the limits moved onto them, so that one user of fifty thousand rounds does not decide a mean.
 *
 * @example
 * winsorise([1, 2, 100], { lower: 1, upper: 4 }); // Float64Array [1, 2, 4]
 */
export function winsorise(values: ArrayLike<number>, { lower, upper }: Interval): Float64Array {
  if (!(lower <= upper)) throw new RangeError(`winsorise requires lower <= upper, got ${lower} and ${upper}`);
  return Float64Array.from(values, (value) => Math.min(upper, Math.max(lower, value)));
}
