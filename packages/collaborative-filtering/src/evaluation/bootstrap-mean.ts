import { randomBelow, randomBits } from '@skills/analytics';

export type MeanInterval = { readonly mean: number; readonly lower: number; readonly upper: number };

/**
 * Mean of a figure over users with the percentile interval of the bootstrap (Efron 1979): users are drawn again with
 * repetition. The same values and seed give the same interval.
 *
 * @throws {RangeError} for no values
 */
export function bootstrapMean(
  values: Float64Array,
  { resamples = 1000, confidence = 0.95, seed = 1 }: BootstrapOptions = {},
): MeanInterval {
  if (values.length === 0) throw new RangeError('no values to take a mean of');
  const bits = randomBits(seed);
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1) sum += values[randomBelow(bits, values.length)] ?? 0;
    means[resample] = sum / values.length;
  }
  means.sort();
  const tail = (1 - confidence) / 2;
  const at = (fraction: number): number => means[Math.round(fraction * (resamples - 1))] ?? Number.NaN;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, lower: at(tail), upper: at(1 - tail) };
}

export type BootstrapOptions = {
  /** Default 1,000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly confidence?: number;
  readonly seed?: number;
};
