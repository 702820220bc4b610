import { normalSurvival } from '../distributions/normal-distribution.ts';
import { sortedFinite } from './ranks.ts';

export type MannWhitneyOptions = {
  /** `exact` counts all orders and allows no ties; unless told otherwise it is taken for a sample of up to 8 without ties. */
  readonly method?: 'exact' | 'asymptotic' | undefined;
  /** Half a step towards the middle, for the asymptotic method; on unless told otherwise. */
  readonly continuity?: boolean | undefined;
};

export type MannWhitneyTest =
  | {
      /** `no-variation`: all values of both samples are equal, which speaks for no difference: p 1. */
      readonly kind: 'tested' | 'no-variation';
      readonly method: 'exact' | 'asymptotic';
      /** Number of pairs in which the value of a is above that of b; half a pair for equals. */
      readonly u: number;
      /** Two-sided. */
      readonly pValue: number;
      /** Share of pairs won by a minus share won by b, in [-1, 1]. */
      readonly rankBiserial: number;
    }
  | { readonly kind: 'insufficient-data'; readonly required: 1; readonly actual: 0 };

/**
 * Mann-Whitney U test that neither of two samples tends to the larger values. Uses ranks only, so that one extreme
 * duration cannot decide it.
 *
 * @returns `insufficient-data` when a sample is empty
 * @throws {RangeError} when a value is not finite, or the exact method is asked for where values are equal
 * @see Mann & Whitney (1947), Annals of Mathematical Statistics 18(1):50-60, doi:10.1214/aoms/1177730491
 * @example
 * mannWhitneyU([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]); // { u: 0, pValue: 0.0079, rankBiserial: -1, … }
 */
export function mannWhitneyU(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: MannWhitneyOptions = {},
): MannWhitneyTest {
  const [countA, countB] = [a.length, b.length];
  if (countA === 0 || countB === 0) return { kind: 'insufficient-data', required: 1, actual: 0 };
  const { u, ties } = wonPairs(sortedFinite(a, 'mannWhitneyU'), sortedFinite(b, 'mannWhitneyU'));
  const rankBiserial = (2 * u) / (countA * countB) - 1;
  const method = options.method ?? (ties.length === 0 && Math.min(countA, countB) <= 8 ? 'exact' : 'asymptotic');
  const larger = Math.max(u, countA * countB - u);
  if (method === 'exact') {
    if (ties.length > 0)
      throw new RangeError(`the exact mannWhitneyU requires distinct values, got ${ties.length} ties`);
    const pValue = Math.min(1, 2 * exactUpperTail(larger, countA, countB));
    return { kind: 'tested', method, u, pValue, rankBiserial };
  }
  const total = countA + countB;
  const tieTerm = ties.reduce((sum, size) => sum + (size ** 3 - size), 0) / (total * (total - 1));
  const variance = ((countA * countB) / 12) * (total + 1 - tieTerm);
  if (ties[0] === total) return { kind: 'no-variation', method, u, pValue: 1, rankBiserial: 0 };
  const distance = larger - (countA * countB) / 2 - (options.continuity === false ? 0 : 0.5);
  const pValue = Math.min(1, 2 * normalSurvival(distance / Math.sqrt(variance)));
  return { kind: 'tested', method, u, pValue, rankBiserial };
}

/** Pairs that a wins, and the sizes of groups of equal values, by walking through two sorted samples side by side. */
function wonPairs(a: Float64Array, b: Float64Array): { u: number; ties: readonly number[] } {
  const ties: number[] = [];
  let [i, j, u] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    const [fromA, fromB] = [i, j];
    while (a[i] === value) i += 1;
    while (b[j] === value) j += 1;
    u += (i - fromA) * (fromB + (j - fromB) / 2);
    if (i - fromA + (j - fromB) > 1) ties.push(i - fromA + (j - fromB));
  }
  return { u, ties };
}

/**
 * P(U >= u) when all orders are equally likely. The number of orders with a given U is a coefficient of the Gaussian
 * binomial Π (1 - q^(m + i)) / (1 - q^i), built one factor at a time from probabilities.
 */
function exactUpperTail(u: number, countA: number, countB: number): number {
  const [small, large] = [Math.min(countA, countB), Math.max(countA, countB)];
  const size = small * large + 1;
  const probabilities = new Float64Array(size);
  probabilities[0] = 1;
  for (let i = 1; i <= small; i += 1) {
    for (let k = size - 1; k >= large + i; k -= 1)
      probabilities[k] = (probabilities[k] ?? 0) - (probabilities[k - large - i] ?? 0);
    for (let k = i; k < size; k += 1) probabilities[k] = (probabilities[k] ?? 0) + (probabilities[k - i] ?? 0);
    for (let k = 0; k < size; k += 1) probabilities[k] = ((probabilities[k] ?? 0) * i) / (large + i);
  }
  // The distribution is symmetric: the upper tail is the lower one of small, exact terms.
  let tail = 0;
  for (let k = 0; k <= small * large - u; k += 1) tail += probabilities[k] ?? 0;
  return tail;
}
