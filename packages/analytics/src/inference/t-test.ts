import { studentTQuantile, studentTTwoSided } from '../distributions/student-t-distribution.ts';
import { requireFraction } from '../distributions/requirements.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';
import { requireMoments, sampleMoments, type SampleMoments } from './sample-moments.ts';

/**
 * What a test of two means found. `no-variation`: each sample has a single value, so that nothing is known of chance; the
 * p-value is then 1 when the values are the same and 0 when they differ, and to be shown as such.
 */
export type TTest =
  | ({ readonly kind: 'tested' | 'no-variation' } & TTestFigures)
  | { readonly kind: 'insufficient-data'; readonly required: 2; readonly actual: number };

export type TTestFigures = {
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Mean of a minus mean of b, and its standard error and confidence interval. */
  readonly difference: number;
  readonly standardError: number;
  readonly interval: Interval;
};

/**
 * Welch's t-test of two means, which does not assume equal variances.
 *
 * @param a - values, or their count, mean and variance
 * @returns `insufficient-data` when a sample has fewer than two values
 * @throws {RangeError} when a value is not finite, a variance is negative or the confidence is outside (0, 1)
 * @see Welch (1947), Biometrika 34(1-2):28-35, doi:10.1093/biomet/34.1-2.28
 * @example
 * welchTTest([1, 2], [3, 5]); // { kind: 'tested', t: -2.236, degreesOfFreedom: 1.47, pValue: 0.1987, … }
 */
export function welchTTest(
  a: ArrayLike<number> | SampleMoments,
  b: ArrayLike<number> | SampleMoments,
  options: ConfidenceOptions = {},
): TTest {
  const [left, right] = [toMoments(a), toMoments(b)];
  const [varianceA, varianceB] = [left.variance / left.count, right.variance / right.count];
  const variance = varianceA + varianceB;
  const degreesOfFreedom =
    variance === 0
      ? left.count + right.count - 2
      : 1 / ((varianceA / variance) ** 2 / (left.count - 1) + (varianceB / variance) ** 2 / (right.count - 1));
  return testOf([left, right], { standardError: Math.sqrt(variance), degreesOfFreedom }, options);
}

/**
 * Student's t-test of two means with one common variance. Welch's is the better choice unless the variances are known to
 * be equal.
 *
 * @returns `insufficient-data` when a sample has fewer than two values
 * @throws {RangeError} as `welchTTest`
 * @example
 * studentTTest([1, 2], [3, 5]); // { kind: 'tested', t: -2.236, degreesOfFreedom: 2, pValue: 0.1548, … }
 */
export function studentTTest(
  a: ArrayLike<number> | SampleMoments,
  b: ArrayLike<number> | SampleMoments,
  options: ConfidenceOptions = {},
): TTest {
  const [left, right] = [toMoments(a), toMoments(b)];
  const degreesOfFreedom = left.count + right.count - 2;
  const squares = left.variance * (left.count - 1) + right.variance * (right.count - 1);
  const standardError = Math.sqrt((squares / degreesOfFreedom) * (1 / left.count + 1 / right.count));
  return testOf([left, right], { standardError, degreesOfFreedom }, options);
}

function testOf(
  [a, b]: readonly [SampleMoments, SampleMoments],
  { standardError, degreesOfFreedom }: Pick<TTestFigures, 'standardError' | 'degreesOfFreedom'>,
  { confidence = 0.95 }: ConfidenceOptions,
): TTest {
  requireFraction(confidence, 'the confidence of a t-test');
  const actual = Math.min(a.count, b.count);
  if (actual < 2) return { kind: 'insufficient-data', required: 2, actual };
  const difference = a.mean - b.mean;
  if (standardError === 0) {
    return {
      kind: 'no-variation',
      t: difference === 0 ? 0 : difference * Infinity,
      degreesOfFreedom,
      pValue: difference === 0 ? 1 : 0,
      difference,
      standardError,
      interval: { lower: difference, upper: difference },
    };
  }
  const t = difference / standardError;
  const halfWidth = studentTQuantile(0.5 + confidence / 2, degreesOfFreedom) * standardError;
  return {
    kind: 'tested',
    t,
    degreesOfFreedom,
    pValue: studentTTwoSided(t, degreesOfFreedom),
    difference,
    standardError,
    interval: { lower: difference - halfWidth, upper: difference + halfWidth },
  };
}

function toMoments(sample: ArrayLike<number> | SampleMoments): SampleMoments {
  if ('mean' in sample) return requireMoments(sample);
  return sample.length === 0 ? { count: 0, mean: 0, variance: 0 } : sampleMoments(sample);
}
