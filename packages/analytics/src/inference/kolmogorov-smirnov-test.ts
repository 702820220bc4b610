import { sortedFinite } from './ranks.ts';

export type KolmogorovSmirnovTest =
  | {
      readonly kind: 'tested';
      /** Largest distance between the two samples' distribution functions, in [0, 1]. */
      readonly distance: number;
      /** Two-sided, by Kolmogorov's limit; somewhat large for small samples and for equal values. */
      readonly pValue: number;
    }
  | { readonly kind: 'insufficient-data'; readonly required: 1; readonly actual: 0 };

/**
 * Two-sample Kolmogorov-Smirnov test: do two samples come from one distribution, whatever it is?
 *
 * @returns `insufficient-data` when a sample is empty
 * @throws {RangeError} when a value is not finite
 * @see Smirnov (1948), Annals of Mathematical Statistics 19(2):279-281, doi:10.1214/aoms/1177730256
 * @example
 * kolmogorovSmirnovTest([1, 2, 3], [4, 5, 6]).distance; // 1
 */
export function kolmogorovSmirnovTest(a: ArrayLike<number>, b: ArrayLike<number>): KolmogorovSmirnovTest {
  if (a.length === 0 || b.length === 0) return { kind: 'insufficient-data', required: 1, actual: 0 };
  const [left, right] = [sortedFinite(a, 'kolmogorovSmirnovTest'), sortedFinite(b, 'kolmogorovSmirnovTest')];
  let [i, j, distance] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const value = Math.min(left[i] ?? 0, right[j] ?? 0);
    while (i < left.length && left[i] === value) i += 1;
    while (j < right.length && right[j] === value) j += 1;
    distance = Math.max(distance, Math.abs(i / left.length - j / right.length));
  }
  const scale = Math.sqrt((left.length * right.length) / (left.length + right.length));
  return { kind: 'tested', distance, pValue: kolmogorovSurvival(scale * distance) };
}

/**
 * Upper tail of Kolmogorov's distribution.
 *
 * @param x - `>= 0`
 * @see Feller (1948), Annals of Mathematical Statistics 19(2):177-189; for small x Jacobi's transform of the same series
 */
function kolmogorovSurvival(x: number): number {
  if (x <= 0) return 1;
  if (x < 1) {
    const nome = Math.exp(-(Math.PI ** 2) / (8 * x * x));
    const series = nome + nome ** 9 + nome ** 25 + nome ** 49;
    return 1 - (Math.sqrt(2 * Math.PI) / x) * series;
  }
  let sum = 0;
  for (let k = 1; k <= 10; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return sum;
}
