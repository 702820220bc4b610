import { requireProbability } from '../distributions/requirements.ts';

/**
 * Bonferroni's correction: each p-value times the number of tests. Holm's keeps the same promise and finds more.
 *
 * @param pValues - in [0, 1]
 * @returns adjusted p-values in the same order
 * @throws {RangeError} when a p-value is outside [0, 1]
 * @example
 * bonferroni([0.01, 0.04]); // [0.02, 0.08]
 */
export function bonferroni(pValues: readonly number[]): readonly number[] {
  return pValues.map((p) => Math.min(1, requireProbability(p, 'a p-value of bonferroni') * pValues.length));
}
