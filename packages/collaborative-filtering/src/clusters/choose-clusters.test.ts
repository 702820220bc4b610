import { seededRandom } from '@skills/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjustedRandIndex } from './adjusted-rand-index.ts';
import { behaviourBlocks, type SkillBehaviour } from './behaviour-blocks.ts';
import { chooseClusters } from './choose-clusters.ts';
import { meanSilhouette } from './mean-silhouette.ts';
import { combinedSimilarities } from './similarity-matrix.ts';

// Six groups of skills; a session is about one of them, and one call in ten is of another.
function plantedWorld(seed: number): { readonly behaviours: readonly SkillBehaviour[]; readonly groups: number[] } {
  const random = seededRandom(seed);
  const groups = Array.from({ length: 48 }, (_, skill) => skill % 6);
  const sessions = groups.map(() => new Set<number>());
  for (let session = 0; session < 600; session += 1) {
    const topic = Math.floor(random() * 6);
    for (let call = 0; call < 5; call += 1) {
      const group = random() < 0.1 ? Math.floor(random() * 6) : topic;
      sessions[group + 6 * Math.floor(random() * 8)]?.add(session);
    }
  }
  const behaviours = sessions.map((each) => ({
    sessions: [...each],
    phases: new Map([['execution', each.size]]),
    completed: each.size,
    failed: Math.floor(random() * 5),
    averageDurationSeconds: 1 + random() * 20,
    hours: Array.from({ length: 24 }, () => Math.floor(random() * 9)),
  }));
  return { behaviours, groups };
}

test.each([1, 2, 3, 4, 5])('finds six planted groups of behaviour again (seed %i)', (seed) => {
  const { behaviours, groups } = plantedWorld(seed);

  const { labels, memberships } = chooseClusters(combinedSimilarities(behaviourBlocks(behaviours)));

  expect(adjustedRandIndex(labels, groups)).toBeGreaterThan(0.95);
  expect(Math.min(...memberships)).toBeGreaterThan(0.5);
});

test('memberships are fractions, and the same things always give the same clusters', () => {
  const vectors = fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(vectors, (each) => {
      const matrix = combinedSimilarities([{ weight: 1, vectors: each }]);
      const first = chooseClusters(matrix);

      expect(chooseClusters(matrix)).toEqual(first);
      expect(first.labels).toHaveLength(each.length);
      for (const membership of first.memberships) {
        expect(membership).toBeGreaterThanOrEqual(0);
        expect(membership).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('the silhouette is that of the definition', () => {
  // Two pairs on a line: distances 0.5 within, 1.5 and 2 between.
  const values = Float32Array.from([1, 0.5, -0.5, -1, 0.5, 1, -0.5, -1, -0.5, -0.5, 1, 0.5, -1, -1, 0.5, 1]);

  // a = 0.5; b = 1.75 for the left ones, 1.5 and 2 for the right ones.
  expect(meanSilhouette({ size: 4, values }, [0, 0, 1, 1])).toBeCloseTo((2 * (1.25 / 1.75) + 1 / 1.5 + 1.5 / 2) / 4, 6);
  expect(() => meanSilhouette({ size: 4, values }, [0, 0, 0, 0])).toThrow(RangeError);
});

test('what one of two lacks takes no part in how alike they are', () => {
  const matrix = combinedSimilarities([
    { weight: 1, vectors: [[1, 0], [0, 1], undefined] },
    {
      weight: 3,
      vectors: [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    },
  ]);

  expect(matrix.values[1]).toBeCloseTo(0.75, 6);
  expect(matrix.values[2]).toBeCloseTo(1, 6);
});
