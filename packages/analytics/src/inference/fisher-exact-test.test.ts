import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fisherExactTest } from './fisher-exact-test.ts';

const counts = fc
  .tuple(fc.nat(300), fc.nat(300))
  .map(([successes, failures]) => ({ successes, trials: successes + failures }));

test.each([
  // scipy.stats.fisher_exact([[a, b], [c, d]]).pvalue, SciPy 1
  [[1, 9, 11, 3], 0.0027594561852200836],
  [[0, 5, 990, 10], 3.550046745116264e-10],
  [[4, 1, 990, 10], 0.05364594462071357],
  [[30, 70, 650, 350], 1.9891336850886447e-11],
  [[8, 2, 1, 5], 0.034965034965034975],
] as const)('agrees with scipy on the table %j', ([a, b, c, d], expected) => {
  const p = fisherExactTest({ successes: a, trials: a + b }, { successes: c, trials: c + d });

  expect(p / expected).toBeCloseTo(1, 6);
});

test('gives a probability that does not depend on the order of the groups', () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const p = fisherExactTest(a, b);

      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(fisherExactTest(b, a)).toBeCloseTo(p, 9);
    }),
  );
});

test('gives 1 when one group is empty or all outcomes are the same', () => {
  expect(fisherExactTest({ successes: 0, trials: 0 }, { successes: 3, trials: 9 })).toBe(1);
  expect(fisherExactTest({ successes: 5, trials: 5 }, { successes: 9, trials: 9 })).toBe(1);
});

test('refuses counts that are none', () => {
  expect(() => fisherExactTest({ successes: 2, trials: 1 }, { successes: 0, trials: 1 })).toThrow(RangeError);
  expect(() => fisherExactTest({ successes: 0.5, trials: 1 }, { successes: 0, trials: 1 })).toThrow(RangeError);
});
