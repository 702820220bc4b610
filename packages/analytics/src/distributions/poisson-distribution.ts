import { regularizedGammaLower, regularizedGammaUpper } from './incomplete-gamma.ts';
import { stirlingError } from './log-gamma.ts';
import { poissonDeviance } from './poisson-deviance.ts';
import { requireCount } from './requirements.ts';

/**
 * Probability of exactly `count` events.
 *
 * @param count - an integer `>= 0`
 * @param mean - finite and `>= 0`
 * @throws {RangeError} when an argument is outside its range
 * @example
 * poissonProbability(0, 1); // 0.36787944117144233
 */
export function poissonProbability(count: number, mean: number): number {
  requireParameters(count, mean);
  if (mean === 0) return count === 0 ? 1 : 0;
  if (count === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(count) - poissonDeviance(count, mean)) / Math.sqrt(2 * Math.PI * count);
}

/**
 * Probability of at most `count` events.
 *
 * @throws {RangeError} as `poissonProbability`
 * @example
 * poissonCdf(0, 1); // 0.36787944117144233
 */
export function poissonCdf(count: number, mean: number): number {
  requireParameters(count, mean);
  return regularizedGammaUpper(count + 1, mean);
}

/**
 * Probability of more than `count` events.
 *
 * @throws {RangeError} as `poissonProbability`
 * @example
 * poissonSurvival(0, 1); // 0.6321205588285577
 */
export function poissonSurvival(count: number, mean: number): number {
  requireParameters(count, mean);
  return regularizedGammaLower(count + 1, mean);
}

function requireParameters(count: number, mean: number): void {
  requireCount(count, 'the count of a Poisson');
  if (!(mean >= 0 && mean < Infinity))
    throw new RangeError(`the mean of a Poisson must be finite and >= 0, got ${mean}`);
}
