import { studentTTwoSided } from '../distributions/student-t-distribution.ts';
import { normalTwoSided } from '../distributions/normal-distribution.ts';
import { requirePairs, type Pairs } from './pairs.ts';
import { midRanks } from './ranks.ts';

export type RankCorrelation =
  | {
      readonly kind: 'tested';
      /** In [-1, 1]. */
      readonly coefficient: number;
      /** Two-sided. */
      readonly pValue: number;
    }
  /** One of the two has a single value: it cannot rise or fall with the other. */
  | { readonly kind: 'no-variation' }
  | { readonly kind: 'insufficient-data'; readonly required: 3; readonly actual: number };

/**
 * Spearman's rank correlation: Pearson's of the mid-ranks, with the p-value of its t approximation.
 *
 * @throws {RangeError} when x and y differ in number or a value is not finite
 * @example
 * spearmanCorrelation({ x: [1, 2, 3, 4], y: [1, 4, 9, 16] }); // { kind: 'tested', coefficient: 1, pValue: 0 }
 */
export function spearmanCorrelation(pairs: Pairs): RankCorrelation {
  const { x, y } = requirePairs(pairs, 'spearmanCorrelation');
  const count = x.length;
  if (count < 3) return { kind: 'insufficient-data', required: 3, actual: count };
  const [ranksX, ranksY] = [midRanks(x).ranks, midRanks(y).ranks];
  const mean = (count + 1) / 2;
  let [squaresX, squaresY, products] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const [dx, dy] = [(ranksX[index] ?? 0) - mean, (ranksY[index] ?? 0) - mean];
    squaresX += dx * dx;
    squaresY += dy * dy;
    products += dx * dy;
  }
  if (squaresX === 0 || squaresY === 0) return { kind: 'no-variation' };
  const coefficient = Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
  const unexplained = (1 - coefficient) * (1 + coefficient);
  const pValue =
    unexplained === 0 ? 0 : studentTTwoSided(coefficient * Math.sqrt((count - 2) / unexplained), count - 2);
  return { kind: 'tested', coefficient, pValue };
}

/**
 * Kendall's tau-b: pairs in the same order minus pairs in opposite order, as a share that allows for equal values, with
 * the p-value of its normal approximation.
 *
 * @throws {RangeError} when x and y differ in number or a value is not finite
 * @see Kendall (1945), Biometrika 33(3):239-251, doi:10.1093/biomet/33.3.239
 * @example
 * kendallTau({ x: [1, 2, 3, 4], y: [9, 7, 5, 1] }); // { kind: 'tested', coefficient: -1, pValue: 0.0415 }
 */
export function kendallTau(pairs: Pairs): RankCorrelation {
  const { x, y } = requirePairs(pairs, 'kendallTau');
  const count = x.length;
  if (count < 3) return { kind: 'insufficient-data', required: 3, actual: count };
  const [tiesX, tiesY] = [midRanks(x).ties, midRanks(y).ties];
  const total = (count * (count - 1)) / 2;
  const untiedX = total - sumOver(tiesX, (size) => (size * (size - 1)) / 2);
  const untiedY = total - sumOver(tiesY, (size) => (size * (size - 1)) / 2);
  if (untiedX === 0 || untiedY === 0) return { kind: 'no-variation' };
  let s = 0;
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 1; j < count; j += 1) {
      s += Math.sign((x[j] ?? 0) - (x[i] ?? 0)) * Math.sign((y[j] ?? 0) - (y[i] ?? 0));
    }
  }
  const coefficient = Math.max(-1, Math.min(1, s / Math.sqrt(untiedX * untiedY)));
  const threes = (size: number): number => size * (size - 1) * (size - 2);
  const weighted = (size: number): number => size * (size - 1) * (2 * size + 5);
  const variance =
    (weighted(count) - sumOver(tiesX, weighted) - sumOver(tiesY, weighted)) / 18 +
    (2 * (total - untiedX) * (total - untiedY)) / (count * (count - 1)) +
    (sumOver(tiesX, threes) * sumOver(tiesY, threes)) / (9 * threes(count));
  return { kind: 'tested', coefficient, pValue: normalTwoSided(s / Math.sqrt(variance)) };
}

function sumOver(sizes: readonly number[], term: (size: number) => number): number {
  return sizes.reduce((sum, size) => sum + term(size), 0);
}
