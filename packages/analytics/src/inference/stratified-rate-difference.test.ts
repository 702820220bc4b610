import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '@skills/testing';
import { newcombeInterval } from './two-proportion-test.ts';
import { type RateStratum, stratifiedRateDifference } from './stratified-rate-difference.ts';

const stratum = (a: readonly [number, number], b: readonly [number, number]): RateStratum => ({
  a: { successes: a[0], trials: a[1] },
  b: { successes: b[0], trials: b[1] },
});

test('agrees with R on the admissions of Berkeley, where departments hide what their sum shows', () => {
  // R: mantelhaen.test(UCBAdmissions): X-squared 1.4269, df 1, p-value 0.2323. The difference and Sato's interval come
  // from the formulas written anew in Python.
  const departments = [
    stratum([512, 825], [89, 108]),
    stratum([353, 560], [17, 25]),
    stratum([120, 325], [202, 593]),
    stratum([138, 417], [131, 375]),
    stratum([53, 191], [94, 393]),
    stratum([22, 373], [24, 341]),
  ];

  const result = stratifiedRateDifference(departments);

  expect(result).toMatchObject({ kind: 'estimated', strata: 6 });
  if (result.kind !== 'estimated') throw new Error('departments have both groups');
  expect(result.pValue).toBeCloseTo(0.2323, 4);
  expect(result.difference).toBeCloseTo(-0.018425, 6);
  expect(result.interval.lower).toBeCloseTo(-0.047482, 6);
  expect(result.interval.upper).toBeCloseTo(0.010632, 6);
});

test('a stratum with one group alone says nothing', () => {
  const both = stratum([8, 10], [4, 10]);

  expect(stratifiedRateDifference([both, stratum([9, 9], [0, 0])])).toEqual(stratifiedRateDifference([both]));
  expect(stratifiedRateDifference([stratum([3, 5], [0, 0])])).toEqual({ kind: 'insufficient-data' });
  expect(stratifiedRateDifference([])).toEqual({ kind: 'insufficient-data' });
});

test('of one stratum it is the plain difference, in an interval about as wide as Newcombe’s', () => {
  const counts = fc.tuple(fc.integer({ min: 30, max: 400 }), fc.double({ min: 0.2, max: 0.8, noNaN: true }));
  fc.assert(
    fc.property(counts, counts, ([n, p], [m, q]) => {
      const [a, b] = [
        { successes: Math.round(n * p), trials: n },
        { successes: Math.round(m * q), trials: m },
      ];

      const result = stratifiedRateDifference([{ a, b }]);

      if (result.kind !== 'estimated') throw new Error('both groups have trials');
      const wide = newcombeInterval(a, b);
      expect(result.difference).toBeCloseTo(a.successes / n - b.successes / m, 12);
      expect((result.interval.upper - result.interval.lower) / (wide.upper - wide.lower)).toBeGreaterThan(0.85);
      expect((result.interval.upper - result.interval.lower) / (wide.upper - wide.lower)).toBeLessThan(1.2);
    }),
  );
});

test('its intervals hold the true difference in about 95 of 100 worlds of small strata', () => {
  const random = seededRandom(5);
  const draw = (trials: number, rate: number): number =>
    Array.from({ length: trials }, () => Number(random() < rate)).reduce((sum, one) => sum + one, 0);
  const worlds = 1_000;
  let held = 0;
  for (let world = 0; world < worlds; world += 1) {
    const strata = Array.from({ length: 12 }, (_, index) => {
      const [base, size] = [0.2 + index * 0.04, 3 + index];
      return stratum([draw(size, base + 0.15), size], [draw(size + 4, base), size + 4]);
    });
    const result = stratifiedRateDifference(strata);
    if (result.kind === 'estimated' && result.interval.lower <= 0.15 && result.interval.upper >= 0.15) held += 1;
  }

  expect(held / worlds).toBeGreaterThan(0.93);
  expect(held / worlds).toBeLessThan(0.97);
});

test('refuses counts that are none', () => {
  expect(() => stratifiedRateDifference([stratum([2, 1], [0, 1])])).toThrow(RangeError);
  expect(() => stratifiedRateDifference([], { confidence: 1 })).toThrow(RangeError);
});
