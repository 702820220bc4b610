import { seededRandom } from '@skills/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averageLinkage, cutMerges } from './average-linkage.ts';
import { combinedSimilarities, type SimilarityMatrix } from './similarity-matrix.ts';

/** The definition: of all pairs of clusters the nearest by the mean over pairs of members, again and again. */
function distancesByDefinition({ size, values }: SimilarityMatrix): readonly number[] {
  let clusters = Array.from({ length: size }, (_, index) => [index]);
  const distances: number[] = [];
  while (clusters.length > 1) {
    let best = { a: 0, b: 1, distance: Infinity };
    clusters.forEach((left, a) => {
      clusters.slice(a + 1).forEach((right, offset) => {
        const pairs = left.flatMap((x) => right.map((y) => 1 - (values[x * size + y] ?? 0)));
        const distance = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
        if (distance < best.distance) best = { a, b: a + 1 + offset, distance };
      });
    });
    distances.push(best.distance);
    const joined = [...(clusters[best.a] ?? []), ...(clusters[best.b] ?? [])];
    clusters = [...clusters.filter((_, index) => index !== best.a && index !== best.b), joined];
  }
  return distances;
}

// Random vectors have no ties: with them several trees fit the definition.
const matrices = fc.tuple(fc.nat(), fc.integer({ min: 2, max: 14 })).map(([seed, size]) => {
  const random = seededRandom(seed);
  const vectors = Array.from({ length: size }, () => Array.from({ length: 3 }, () => random() - 0.5));
  return combinedSimilarities([{ weight: 1, vectors }]);
});

test('joins at the distances that the definition gives', () => {
  fc.assert(
    fc.property(matrices, (matrix) => {
      const distances = averageLinkage(matrix).map(({ distance }) => distance);

      distancesByDefinition(matrix).forEach((expected, index) => {
        expect(distances[index]).toBeCloseTo(expected, 5);
      });
      expect(distances).toHaveLength(matrix.size - 1);
    }),
  );
});

test('cut into k clusters there are k, numbered in the order of their first members', () => {
  fc.assert(
    fc.property(matrices, fc.integer({ min: 1, max: 14 }), (matrix, wanted) => {
      const clusters = Math.min(wanted, matrix.size);
      const labels = cutMerges(averageLinkage(matrix), clusters);

      expect([...new Set(labels)]).toEqual(Array.from({ length: clusters }, (_, index) => index));
    }),
  );
});
