import { pairwiseSum } from './pairwise-sum.ts';

/**
 * Third standardised moment of a sample (the biased estimate).
 *
 * @returns `undefined` when all values are equal, as a single value is
 * @throws {RangeError} when there is no value or one is not finite
 * @example
 * skewness([1, 1, 1, 2, 9]); // 1.445
 */
export function skewness(values: ArrayLike<number>): number | undefined {
  if (values.length === 0) throw new RangeError('skewness requires at least one value, got none');
  const mean = pairwiseSum(values) / values.length;
  const second = pairwiseSum(values, (value) => (value - mean) ** 2) / values.length;
  if (second === 0) return undefined;
  return pairwiseSum(values, (value) => (value - mean) ** 3) / values.length / second ** 1.5;
}
