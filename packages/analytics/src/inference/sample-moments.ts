import { pairwiseSum } from './pairwise-sum.ts';

/** What a test of means needs to know about a sample. */
export type SampleMoments = {
  /** Number of values. */
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations / (count - 1); 0 when there is one value. */
  readonly variance: number;
};

/**
 * Count, mean and variance of a sample, in two passes, so that a large common offset costs no digits of the variance.
 *
 * @param values - finite, at least one
 * @throws {RangeError} when there is no value, or one is not finite
 * @example
 * sampleMoments([1, 2, 3, 4]); // { count: 4, mean: 2.5, variance: 1.6666666666666667 }
 */
export function sampleMoments(values: ArrayLike<number>): SampleMoments {
  const count = values.length;
  if (count === 0) throw new RangeError('sampleMoments requires at least one value, got none');
  const mean = pairwiseSum(values) / count;
  const squares = pairwiseSum(values, (value) => (value - mean) ** 2);
  return { count, mean, variance: count > 1 ? squares / (count - 1) : 0 };
}

/** `moments`, when they can be those of a sample. @throws {RangeError} naming the value otherwise */
export function requireMoments(moments: SampleMoments): SampleMoments {
  const { count, mean, variance } = moments;
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`a sample requires a count >= 0, got ${count}`);
  if (!Number.isFinite(mean)) throw new RangeError(`a sample requires a finite mean, got ${mean}`);
  if (!(variance >= 0 && variance < Infinity)) {
    throw new RangeError(`a sample requires a finite variance >= 0, got ${variance}`);
  }
  return moments;
}
