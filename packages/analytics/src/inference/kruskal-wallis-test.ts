import { chiSquaredSurvival } from '../distributions/chi-squared-distribution.ts';
import type { ChiSquaredTest } from './chi-squared-test.ts';
import { midRanks } from './ranks.ts';

/**
 * Kruskal-Wallis test that no one of several samples tends to larger values. Empty samples are left out.
 *
 * @returns `no-variation` when fewer than two samples hold anything or all values are equal
 * @throws {RangeError} when a value is not finite
 * @see Kruskal & Wallis (1952), JASA 47(260):583-621, doi:10.1080/01621459.1952.10483441
 * @example
 * kruskalWallisTest([[1, 2, 3], [2, 3, 4], [9, 9, 8]]); // chiSquared 6.02…, degreesOfFreedom 2, pValue 0.049…
 */
export function kruskalWallisTest(samples: readonly ArrayLike<number>[]): ChiSquaredTest {
  const used = samples.filter((sample) => sample.length > 0);
  const pooled = used.flatMap((sample) => Array.from(sample));
  const { ranks, ties } = midRanks(pooled);
  const count = pooled.length;
  if (used.length < 2 || ties[0] === count) return { kind: 'no-variation', pValue: 1 };
  let start = 0;
  let between = 0;
  for (const sample of used) {
    let rankSum = 0;
    for (let index = start; index < start + sample.length; index += 1) rankSum += ranks[index] ?? 0;
    between += (rankSum - (sample.length * (count + 1)) / 2) ** 2 / sample.length;
    start += sample.length;
  }
  const tieShare = ties.reduce((sum, size) => sum + (size ** 3 - size), 0) / (count ** 3 - count);
  const chiSquared = (12 * between) / (count * (count + 1)) / (1 - tieShare);
  const degreesOfFreedom = used.length - 1;
  return { kind: 'tested', chiSquared, degreesOfFreedom, pValue: chiSquaredSurvival(chiSquared, degreesOfFreedom) };
}
