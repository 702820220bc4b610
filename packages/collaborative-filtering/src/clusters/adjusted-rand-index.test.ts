import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjustedRandIndex } from './adjusted-rand-index.ts';

// sklearn.metrics.adjusted_rand_score of its documentation
test.each([
  [[0, 0, 1, 1], [0, 0, 1, 1], 1],
  [[0, 0, 1, 1], [1, 1, 0, 0], 1],
  [[0, 0, 1, 2], [0, 0, 1, 1], 0.5714285714285715],
  [[0, 0, 0, 0], [0, 1, 2, 3], 0],
  [[0, 0, 1, 1], [0, 1, 0, 1], -0.5],
])('of %j and %j is %d', (a, b, expected) => {
  expect(adjustedRandIndex(a, b)).toBeCloseTo(expected, 12);
});

test('is symmetric and does not depend on names', () => {
  const groups = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(groups, (pairs) => {
      const a = pairs.map(([group]) => group);
      const b = pairs.map(([, group]) => `group ${group}`);

      expect(adjustedRandIndex(a, b)).toBeCloseTo(adjustedRandIndex(b, a), 12);
      expect(adjustedRandIndex(a, a)).toBe(1);
    }),
  );
});

test('refuses groupings of different things', () => {
  expect(() => adjustedRandIndex([1], [1, 2])).toThrow(RangeError);
});
