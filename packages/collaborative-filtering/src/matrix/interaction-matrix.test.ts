import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { interactionMatrix, itemsOf, transpose } from './interaction-matrix.ts';

const pairs = fc.array(fc.tuple(fc.nat(6), fc.nat(9)), { maxLength: 300 });

function matrixOf(
  of: readonly (readonly [number, number])[],
  users = 7,
  itemCount = 10,
): ReturnType<typeof interactionMatrix> {
  return interactionMatrix({
    users,
    itemCount,
    userOfPair: of.map(([user]) => user),
    itemOfPair: of.map(([, item]) => item),
  });
}

test('holds each user’s distinct items, ascending', () => {
  fc.assert(
    fc.property(pairs, (of) => {
      const matrix = matrixOf(of);
      for (let user = 0; user < 7; user += 1) {
        const expected = new Set(of.filter(([one]) => one === user).map(([, item]) => item));
        expect([...itemsOf(matrix, user)]).toEqual([...expected].toSorted((left, right) => left - right));
      }
    }),
  );
});

test('transposed twice is itself', () => {
  fc.assert(
    fc.property(pairs, (of) => {
      expect(transpose(transpose(matrixOf(of)))).toEqual(matrixOf(of));
    }),
  );
});

test('takes items beyond 65,535 and users with many items', () => {
  const many = Array.from({ length: 100 }, (_, index) => [0, 99_999 - index * 7] as const);

  const matrix = matrixOf([...many, ...many], 1, 100_000);

  expect([...itemsOf(matrix, 0)]).toEqual(many.map(([, item]) => item).toReversed());
});

test.each([
  [{ users: 1, itemCount: 1, userOfPair: [1], itemOfPair: [0] }, 'pair 0 has user 1, expected 0 to 0'],
  [{ users: 1, itemCount: 1, userOfPair: [0, 0], itemOfPair: [0, -1] }, 'pair 1 has item -1, expected 0 to 0'],
  [{ users: 1, itemCount: 1, userOfPair: [Number.NaN], itemOfPair: [0] }, 'pair 0 has user NaN'],
  [{ users: 1, itemCount: 1, userOfPair: [0], itemOfPair: [] }, 'pairs have 1 users and 0 items'],
])('names what is wrong with a pair', (of, reason) => {
  expect(() => interactionMatrix(of)).toThrow(reason);
});
