import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { interactionMatrix, itemsOf } from '../matrix/interaction-matrix.ts';
import { JaccardNeighbours, type SimilarUser } from './jaccard-neighbours.ts';

const itemCount = 12;
const itemSets = fc.array(fc.uniqueArray(fc.nat(itemCount - 1), { maxLength: itemCount }), {
  minLength: 1,
  maxLength: 40,
});

function matrixOf(sets: readonly (readonly number[])[], items = itemCount): ReturnType<typeof interactionMatrix> {
  return interactionMatrix({
    users: sets.length,
    itemCount: items,
    userOfPair: sets.flatMap((set, user) => set.map(() => user)),
    itemOfPair: sets.flat(),
  });
}

/** Every user compared with every other, as the definition says. */
function compareAll(
  sets: readonly (readonly number[])[],
  asked: readonly number[],
  minCommon: number,
): readonly SimilarUser[] {
  return sets
    .map((set, user) => {
      const common = asked.filter((item) => set.includes(item)).length;
      return { user, common, similarity: common / new Set([...asked, ...set]).size };
    })
    .filter(({ common }) => common >= minCommon)
    .toSorted((left, right) => right.similarity - left.similarity || left.user - right.user);
}

test('finds the users that a comparison with everybody finds, in the same order', () => {
  fc.assert(
    fc.property(itemSets, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), (sets, limit, minCommon) => {
      const neighbours = new JaccardNeighbours(matrixOf(sets));
      for (const [user, asked] of sets.entries()) {
        const expected = compareAll(sets, asked, minCommon).filter((other) => other.user !== user);
        expect(neighbours.similarUsers(asked, { limit, minCommon, except: user })).toEqual(expected.slice(0, limit));
      }
    }),
    { numRuns: 300 },
  );
});

test('compares users of more than 255 items', () => {
  const everything = Array.from({ length: 700 }, (_, item) => item);
  const sets = [everything, everything.slice(0, 600), everything.slice(0, 300), everything.slice(690)];

  const found = new JaccardNeighbours(matrixOf(sets, 700)).similarUsers(everything, { limit: 3, except: 0 });

  expect(found).toEqual([
    { user: 1, similarity: 600 / 700, common: 600 },
    { user: 2, similarity: 300 / 700, common: 300 },
    { user: 3, similarity: 10 / 700, common: 10 },
  ]);
});

test('never exceeds 1, however often a pair is told', () => {
  const matrix = interactionMatrix({
    users: 2,
    itemCount: 2,
    userOfPair: [0, 0, 0, 1, 1],
    itemOfPair: [0, 0, 1, 0, 1],
  });

  const found = new JaccardNeighbours(matrix).similarUsers(itemsOf(matrix, 0), { limit: 5, except: 0 });

  expect(found).toEqual([{ user: 1, similarity: 1, common: 2 }]);
});

test('has no neighbours for nobody, nothing, and no room', () => {
  const neighbours = new JaccardNeighbours(matrixOf([[0], []]));

  expect(neighbours.similarUsers([], { limit: 3 })).toEqual([]);
  expect(neighbours.similarUsers([0], { limit: 0 })).toEqual([]);
  expect(new JaccardNeighbours(matrixOf([[]])).similarUsers([3], { limit: 3 })).toEqual([]);
});

test('names an item that is unknown or repeated', () => {
  const neighbours = new JaccardNeighbours(matrixOf([[0]]));

  expect(() => neighbours.similarUsers([12], { limit: 1 })).toThrow('item 12 is not from 0 to 11');
  expect(() => neighbours.similarUsers([3, 3], { limit: 1 })).toThrow('item 3 is named twice');
});
