import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchedPValue } from './matched-p-value.ts';

type MatchedSet = { readonly n: number; readonly a: number; readonly b: number };

/** Chance of each number of shared sessions in one set, by the ratio of neighbours. */
function distributionOf({ n, a, b }: MatchedSet): readonly number[] {
  const lowest = Math.max(0, a + b - n);
  const weights = [1];
  for (let x = lowest; x < Math.min(a, b); x += 1) {
    weights.push(((weights.at(-1) ?? 0) * (a - x) * (b - x)) / ((x + 1) * (n - a - b + x + 1)));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return [...Array.from({ length: lowest }, () => 0), ...weights.map((weight) => weight / total)];
}

function convolved(one: readonly number[], other: readonly number[]): readonly number[] {
  const sum = Array.from({ length: one.length + other.length - 1 }, () => 0);
  one.forEach((p, x) => other.forEach((q, y) => (sum[x + y] = (sum[x + y] ?? 0) + p * q)));
  return sum;
}

/** Mean, variance and third central moment. */
function momentsOf({ n, a, b }: MatchedSet): readonly number[] {
  const variance = (a * b * (n - a) * (n - b)) / (n * n * (n - 1));
  const lean = n > 2 ? ((n - 2 * a) * (n - 2 * b)) / (n * (n - 2)) : 0;
  return [(a * b) / n, variance, variance * lean];
}

const share = fc.double({ min: 0.1, max: 0.9, noNaN: true });
const matchedSet = fc
  .tuple(fc.integer({ min: 2, max: 48 }), share, share)
  .map(([n, a, b]): MatchedSet => ({ n, a: Math.ceil((n - 1) * a), b: Math.ceil((n - 1) * b) }));

/**
 * Never much surer than it may be, and as good as exact where that decides. Of 80,000 random cases the ratio to the exact
 * chance was 0.98 to 1.02 above 0.05, 0.88 to 1.61 above 0.01, and at least 0.66 above 0.001.
 */
function isNear(p: number, exact: number): boolean {
  if (exact > 0.05) return Math.abs(p - exact) < exact / 10;
  if (exact > 0.01) return p > exact * 0.8 && p < exact * 2;
  if (exact > 0.001) return p > exact / 2;
  return exact < 1e-7 || p > exact / 20;
}

test('is near to the exact chance of the sum over all sets, also where it is small', () => {
  fc.assert(
    fc.property(fc.array(matchedSet, { minLength: 5, maxLength: 40 }), share, (sets, place) => {
      const exact = sets.map(distributionOf).reduce(convolved, [1]);
      const most = exact.length - 1;
      const shared = Math.round(place * most);
      const moments = sets.map(momentsOf);
      const [mean, variance, third] = [0, 1, 2].map((power) =>
        moments.reduce((sum, moment) => sum + (moment[power] ?? 0), 0),
      );
      fc.pre((variance ?? 0) > 3);

      const p = matchedPValue({ shared, mean: mean ?? 0, variance: variance ?? 0, third: third ?? 0, most }, 1);

      const upper = exact.slice(shared).reduce((sum, chance) => sum + chance, 0);
      const lower = exact.slice(0, shared + 1).reduce((sum, chance) => sum + chance, 0);
      const expected = Math.min(1, 2 * Math.min(upper, lower));
      expect(isNear(p, expected), `${p} for ${expected}`).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a difference that is sure but too small to matter is none', () => {
  const pair = { shared: 110_000, mean: 100_000, variance: 60_000, third: 20_000, most: 500_000 };

  expect(matchedPValue(pair, 1)).toBeLessThan(1e-100);
  expect(matchedPValue(pair, 1.25)).toBe(1);
  expect(matchedPValue({ ...pair, shared: 130_000 }, 1.25)).toBeLessThan(1e-20);
  expect(matchedPValue({ ...pair, shared: 70_000 }, 1.25)).toBeLessThan(1e-20);
});

test('sets in which all or none have a skill say nothing', () => {
  expect(matchedPValue({ shared: 12, mean: 12, variance: 0, third: 0, most: 12 }, 1)).toBe(1);
  expect(matchedPValue({ shared: 0, mean: 0, variance: 0, third: 0, most: 12 }, 1)).toBe(1);
  expect(() => matchedPValue({ shared: 1, mean: 1, variance: 1, third: 0, most: 12 }, 0.5)).toThrow(RangeError);
});
