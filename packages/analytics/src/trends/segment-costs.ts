import type { SegmentCost } from './optimal-partition.ts';

/**
 * Cost of segments with one success rate each: minus twice the binomial log-likelihood at the segment's own rate.
 *
 * @param successes - need not be integers
 * @param trials - at least the successes
 */
export function binomialCost(successes: readonly number[], trials: readonly number[]): SegmentCost {
  const successSums = prefixSums(successes);
  const trialSums = prefixSums(trials);
  return (from, to) => {
    const n = difference(trialSums, from, to);
    const k = difference(successSums, from, to);
    return -2 * (timesLog(k, k / n) + timesLog(n - k, (n - k) / n));
  };
}

/**
 * Cost of segments with one Poisson rate each, up to a constant.
 *
 * @param exposures - what each count is expected to be in proportion to, positive
 */
export function poissonCost(counts: readonly number[], exposures: readonly number[]): SegmentCost {
  const countSums = prefixSums(counts);
  const exposureSums = prefixSums(exposures);
  return (from, to) => {
    const count = difference(countSums, from, to);
    return -2 * timesLog(count, count / difference(exposureSums, from, to));
  };
}

/** Cost of segments with one mean each: weighted sum of squares around it, minus twice the log-likelihood at variance 1. */
export function normalCost(values: readonly number[], weights: readonly number[]): SegmentCost {
  // Around the overall mean, so that large values do not cancel.
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / total;
  const weightSums = prefixSums(weights);
  const sums = prefixSums(values.map((value, index) => (value - mean) * (weights[index] ?? 0)));
  const squareSums = prefixSums(values.map((value, index) => (value - mean) ** 2 * (weights[index] ?? 0)));
  return (from, to) =>
    difference(squareSums, from, to) - difference(sums, from, to) ** 2 / difference(weightSums, from, to);
}

function timesLog(count: number, ratio: number): number {
  return count > 0 && ratio > 0 ? count * Math.log(ratio) : 0;
}

function prefixSums(numbers: readonly number[]): Float64Array {
  const sums = new Float64Array(numbers.length + 1);
  for (const [index, number] of numbers.entries()) sums[index + 1] = (sums[index] ?? 0) + number;
  return sums;
}

function difference(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
