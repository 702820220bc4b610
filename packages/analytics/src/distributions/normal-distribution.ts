import { gaussianFactor, scaledErfc } from './erfc.ts';

/**
 * Distribution function of the standard normal: the probability of a value of at most z. Relative error about 1e-15
 * down to the smallest doubles.
 *
 * @throws {RangeError} when z is not a number
 * @example
 * normalCdf(-1.96); // 0.024997895148220435
 */
export function normalCdf(z: number): number {
  return normalSurvival(-z);
}

/**
 * Upper tail of the standard normal: the probability of a value above z.
 *
 * @throws {RangeError} when z is not a number
 * @example
 * normalSurvival(10); // 7.61985302416047e-24
 */
export function normalSurvival(z: number): number {
  requireNumber(z);
  if (z < 0) return 1 - normalSurvival(-z);
  return z > 40 ? 0 : 0.5 * gaussianFactor(z, 2) * scaledErfc(z * Math.SQRT1_2);
}

/**
 * Logarithm of the distribution function, which goes on where the probability itself is too small for a number.
 *
 * @throws {RangeError} when z is not a number
 * @example
 * normalLogCdf(-37); // -689.0305855768908
 */
export function normalLogCdf(z: number): number {
  requireNumber(z);
  if (z > 0) return Math.log1p(-normalSurvival(z));
  if (z === -Infinity) return -Infinity;
  return Math.log(0.5 * scaledErfc(-z * Math.SQRT1_2)) - (z * z) / 2;
}

/**
 * Density of the standard normal.
 *
 * @throws {RangeError} when z is not a number
 * @example
 * normalDensity(0); // 0.3989422804014327
 */
export function normalDensity(z: number): number {
  requireNumber(z);
  return Math.abs(z) > 40 ? 0 : gaussianFactor(z, 2) / Math.sqrt(2 * Math.PI);
}

/**
 * Probability that a standard normal lies at least as far from 0 as z: the two-sided p-value of a z statistic.
 *
 * @throws {RangeError} when z is not a number
 * @example
 * normalTwoSided(1.959963984540054); // 0.05
 */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalSurvival(Math.abs(z)));
}

function requireNumber(z: number): void {
  if (Number.isNaN(z)) throw new RangeError('a normal probability requires a number, got NaN');
}
