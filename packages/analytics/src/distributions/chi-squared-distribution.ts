import { regularizedGammaLower, regularizedGammaUpper } from './incomplete-gamma.ts';
import { gammaQuantile } from './gamma-quantile.ts';
import { requirePositive } from './requirements.ts';

/**
 * Distribution function of chi-squared.
 *
 * @param x - `>= 0`
 * @param degreesOfFreedom - finite and `> 0`
 * @throws {RangeError} when an argument is outside its range
 * @example
 * chiSquaredCdf(5, 5); // 0.584119813004492
 */
export function chiSquaredCdf(x: number, degreesOfFreedom: number): number {
  requirePositive(degreesOfFreedom, 'the degrees of freedom of chi-squared');
  return regularizedGammaLower(degreesOfFreedom / 2, x / 2);
}

/**
 * Upper tail of chi-squared: the p-value of a chi-squared statistic.
 *
 * @param x - `>= 0`
 * @param degreesOfFreedom - finite and `> 0`
 * @throws {RangeError} when an argument is outside its range
 * @example
 * chiSquaredSurvival(100, 1); // 1.5239706048321e-23
 */
export function chiSquaredSurvival(x: number, degreesOfFreedom: number): number {
  requirePositive(degreesOfFreedom, 'the degrees of freedom of chi-squared');
  return regularizedGammaUpper(degreesOfFreedom / 2, x / 2);
}

/**
 * Quantile of chi-squared.
 *
 * @param probability - in [0, 1]
 * @throws {RangeError} when an argument is outside its range
 * @example
 * chiSquaredQuantile(0.95, 1); // 3.841458820694124
 */
export function chiSquaredQuantile(probability: number, degreesOfFreedom: number): number {
  return 2 * gammaQuantile(probability, degreesOfFreedom / 2);
}
