import { requireProbability } from '../distributions/requirements.ts';

/**
 * Holm's step-down adjustment: rejecting what is at most alpha keeps the chance of even one false alarm among all tests
 * at alpha, whatever their dependence.
 *
 * @param pValues - in [0, 1], in any order
 * @returns adjusted p-values in the same order
 * @throws {RangeError} when a p-value is outside [0, 1]
 * @see Holm (1979), Scandinavian Journal of Statistics 6(2):65-70
 * @example
 * holm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): readonly number[] {
  for (const p of pValues) requireProbability(p, 'a p-value of holm');
  const byRisingP = pValues.map((_, index) => index).toSorted((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
  const adjusted: number[] = Array.from({ length: pValues.length }, () => 1);
  let largest = 0;
  byRisingP.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues[index] ?? 1) * (pValues.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}
