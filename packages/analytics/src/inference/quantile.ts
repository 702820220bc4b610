import { requireProbability } from '../distributions/requirements.ts';
import { medianInPlace, orderStatistic } from './order-statistic.ts';

/**
 * Quantile of a sample, interpolated between the two nearest values (Hyndman and Fan's type 7, the default of NumPy and
 * R).
 *
 * @param values - finite, at least one
 * @param probability - in [0, 1]
 * @throws {RangeError} when there is no value, one is not finite, or the probability is outside [0, 1]
 * @see Hyndman & Fan (1996), The American Statistician 50(4):361-365
 * @example
 * sampleQuantile([1, 2, 3, 4], 0.25); // 1.75
 */
export function sampleQuantile(values: ArrayLike<number>, probability: number): number {
  requireProbability(probability, 'the probability of sampleQuantile');
  const copy = finiteCopy(values, 'sampleQuantile');
  const position = (copy.length - 1) * probability;
  const below = Math.floor(position);
  const low = orderStatistic(copy, below);
  if (position === below) return low;
  return low + (orderStatistic(copy, below + 1) - low) * (position - below);
}

/**
 * Median of a sample.
 *
 * @throws {RangeError} when there is no value or one is not finite
 * @example
 * median([3, 1, 2]); // 2
 */
export function median(values: ArrayLike<number>): number {
  return medianInPlace(finiteCopy(values, 'median'));
}

/**
 * Median absolute deviation from the median: a spread that half of the values cannot spoil. Times 1.4826 it estimates the
 * standard deviation of normal data.
 *
 * @throws {RangeError} when there is no value or one is not finite
 * @example
 * medianAbsoluteDeviation([1, 2, 3, 4, 500]); // 1
 */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const copy = finiteCopy(values, 'medianAbsoluteDeviation');
  const centre = medianInPlace(copy);
  return medianInPlace(copy.map((value) => Math.abs(value - centre)));
}

/** 1 / Φ⁻¹(3/4): makes a median absolute deviation comparable with a standard deviation. */
export const normalConsistency = 1.482602218505602;

function finiteCopy(values: ArrayLike<number>, caller: string): Float64Array {
  if (values.length === 0) throw new RangeError(`${caller} requires at least one value, got none`);
  const copy = Float64Array.from(values);
  const wrong = copy.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`${caller} requires finite values, got ${wrong}`);
  return copy;
}
