import { gammaQuantile } from '../distributions/gamma-quantile.ts';
import { requireCount, requireFraction } from '../distributions/requirements.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';

/**
 * Garwood's exact interval for the mean of a Poisson count.
 *
 * @param count - an integer `>= 0`
 * @throws {RangeError} when the count is not such an integer or the confidence is outside (0, 1)
 * @see Garwood (1936), Biometrika 28(3-4):437-442, doi:10.1093/biomet/28.3-4.437
 * @example
 * poissonInterval(10); // { lower: 4.795, upper: 18.39 }
 */
export function poissonInterval(count: number, { confidence = 0.95 }: ConfidenceOptions = {}): Interval {
  requireCount(count, 'the count of poissonInterval');
  requireFraction(confidence, 'the confidence of poissonInterval');
  const tail = (1 - confidence) / 2;
  return {
    lower: count === 0 ? 0 : gammaQuantile(tail, count),
    upper: gammaQuantile(1 - tail, count + 1),
  };
}
