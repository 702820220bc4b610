import { normalSurvival } from '../distributions/normal-distribution.ts';
import { normalQuantile } from '../distributions/normal-quantile.ts';
import { requireFraction } from '../distributions/requirements.ts';

export type PowerOptions = {
  /** Two-sided significance level, in (0, 1); 0.05 unless told otherwise. */
  readonly alpha?: number | undefined;
};

export type SampleSizeOptions = PowerOptions & {
  /** Chance to find the effect when it is there, in (0, 1); 0.8 unless told otherwise. */
  readonly power?: number | undefined;
};

/**
 * Power of a two-sided z-test: the chance that it finds an effect of this size, in either direction.
 *
 * @param effect - true effect, finite
 * @param standardError - of its estimate, finite and `> 0`
 * @throws {RangeError} when an argument is outside its range
 * @example
 * powerOfEffect(2.8, 1); // 0.7996
 */
export function powerOfEffect(effect: number, standardError: number, { alpha = 0.05 }: PowerOptions = {}): number {
  if (!Number.isFinite(effect)) throw new RangeError(`powerOfEffect requires a finite effect, got ${effect}`);
  requireStandardError(standardError, 'powerOfEffect');
  requireFraction(alpha, 'the alpha of powerOfEffect');
  const critical = -normalQuantile(alpha / 2);
  const shift = effect / standardError;
  return normalSurvival(critical - shift) + normalSurvival(critical + shift);
}

/**
 * Smallest true effect that a two-sided z-test finds with the given power: the minimum detectable effect.
 *
 * @param standardError - of the estimate, finite and `> 0`
 * @throws {RangeError} when an argument is outside its range
 * @example
 * minimumDetectableEffect(1); // 2.8016
 */
export function minimumDetectableEffect(
  standardError: number,
  { alpha = 0.05, power = 0.8 }: SampleSizeOptions = {},
): number {
  requireStandardError(standardError, 'minimumDetectableEffect');
  requireFraction(alpha, 'the alpha of minimumDetectableEffect');
  requireFraction(power, 'the power of minimumDetectableEffect');
  if (power <= alpha)
    throw new RangeError(`minimumDetectableEffect requires a power above alpha ${alpha}, got ${power}`);
  const distance = -normalQuantile(alpha / 2) + normalQuantile(power);
  // Below a power of about 1/2 the other tail adds; three steps of Newton's method take it in.
  let effect = Math.max(distance, 1e-6);
  for (let step = 0; step < 60; step += 1) {
    const gap = powerOfEffect(effect, 1, { alpha }) - power;
    const slope = (powerOfEffect(effect * (1 + 1e-6), 1, { alpha }) - gap - power) / (effect * 1e-6);
    const next = Math.max(effect / 2, effect - gap / slope);
    if (Math.abs(next - effect) < 1e-12 * effect) break;
    effect = next;
  }
  return effect * standardError;
}

/**
 * Number of users that each of two groups needs to tell two success rates apart, by the formula with the pooled variance.
 *
 * @param rateA - in (0, 1)
 * @param rateB - in (0, 1) and different from rateA
 * @returns users per group, not rounded
 * @throws {RangeError} when an argument is outside its range
 * @see Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14
 * @example
 * sampleSizeForProportions(0.1, 0.12); // 3840.85
 */
export function sampleSizeForProportions(
  rateA: number,
  rateB: number,
  { alpha = 0.05, power = 0.8 }: SampleSizeOptions = {},
): number {
  requireFraction(rateA, 'the first rate of sampleSizeForProportions');
  requireFraction(rateB, 'the second rate of sampleSizeForProportions');
  requireFraction(alpha, 'the alpha of sampleSizeForProportions');
  requireFraction(power, 'the power of sampleSizeForProportions');
  if (rateA === rateB)
    throw new RangeError(`sampleSizeForProportions requires two different rates, got ${rateA} twice`);
  const mean = (rateA + rateB) / 2;
  const [critical, reserve] = [-normalQuantile(alpha / 2), normalQuantile(power)];
  const root =
    critical * Math.sqrt(2 * mean * (1 - mean)) + reserve * Math.sqrt(rateA * (1 - rateA) + rateB * (1 - rateB));
  return (root / (rateA - rateB)) ** 2;
}

/**
 * Number of users that each of two groups needs to find a difference of means.
 *
 * @param effect - difference to find, finite and not 0
 * @param variance - of one user's value, finite and `> 0`
 * @returns users per group, not rounded
 * @throws {RangeError} when an argument is outside its range
 * @example
 * sampleSizeForMeans(0.5, 1); // 62.79
 */
export function sampleSizeForMeans(
  effect: number,
  variance: number,
  { alpha = 0.05, power = 0.8 }: SampleSizeOptions = {},
): number {
  if (!Number.isFinite(effect) || effect === 0) {
    throw new RangeError(`sampleSizeForMeans requires a finite effect other than 0, got ${effect}`);
  }
  requireStandardError(variance, 'sampleSizeForMeans');
  requireFraction(alpha, 'the alpha of sampleSizeForMeans');
  requireFraction(power, 'the power of sampleSizeForMeans');
  return 2 * variance * ((-normalQuantile(alpha / 2) + normalQuantile(power)) / effect) ** 2;
}

function requireStandardError(value: number, caller: string): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${caller} requires a finite spread > 0, got ${value}`);
}
