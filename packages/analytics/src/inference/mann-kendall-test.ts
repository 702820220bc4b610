import { normalTwoSided } from '../distributions/normal-distribution.ts';
import { sortedFinite, tieSizes } from './ranks.ts';

export type MannKendallTest = {
  /** `no-variation`: all values are equal, or there are fewer than two: s 0, z 0, p 1. */
  readonly kind: 'tested' | 'no-variation';
  /** Pairs that rise minus pairs that fall. */
  readonly s: number;
  /** Variance of s without a trend, corrected for equal values. */
  readonly variance: number;
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
};

/**
 * Mann-Kendall test that a series has no monotone trend, whatever its shape and its outliers.
 *
 * @param series - in order of time, finite
 * @throws {RangeError} when a value is not finite
 * @see Mann (1945), Econometrica 13(3):245-259, doi:10.2307/1907187; Kendall (1975), Rank Correlation Methods
 * @example
 * mannKendallTest([1, 2, 3, 4, 500, 6, 7, 8, 9, 10]).pValue; // 0.00236
 */
export function mannKendallTest(series: ArrayLike<number>): MannKendallTest {
  const ties = tieSizes(sortedFinite(series, 'mannKendallTest'));
  const count = series.length;
  let s = 0;
  for (let i = 0; i < count; i += 1) {
    const value = series[i] ?? 0;
    for (let j = i + 1; j < count; j += 1) {
      const later = series[j] ?? 0;
      if (later > value) s += 1;
      else if (later < value) s -= 1;
    }
  }
  const pairTerm = (size: number): number => size * (size - 1) * (2 * size + 5);
  const variance = (pairTerm(count) - ties.reduce((sum, size) => sum + pairTerm(size), 0)) / 18;
  if (variance === 0) return { kind: 'no-variation', s: 0, variance, z: 0, pValue: 1 };
  const z = (s - Math.sign(s)) / Math.sqrt(variance);
  return { kind: 'tested', s, variance, z, pValue: normalTwoSided(z) };
}
