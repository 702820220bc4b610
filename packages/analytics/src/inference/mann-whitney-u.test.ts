import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mannWhitneyU, type MannWhitneyTest } from './mann-whitney-u.ts';

const sample = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 25 });

function pValueOf(found: MannWhitneyTest): number {
  if (found.kind === 'insufficient-data') throw new Error('two samples were given');
  return found.pValue;
}

test('is exact for small samples without ties, unless told otherwise', () => {
  // scipy.stats.mannwhitneyu([1.5, 2.5, 9, 11, 4], [3, 8, 12, 0.5, 7, 21, 22, 23, 24], method="exact")
  const found = mannWhitneyU([1.5, 2.5, 9, 11, 4], [3, 8, 12, 0.5, 7, 21, 22, 23, 24]);

  expect(found).toMatchObject({ kind: 'tested', method: 'exact', u: 12 });
  expect(pValueOf(found)).toBeCloseTo(0.18981018981018982, 13);
});

test('counts the pairs that a wins', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const wins = a.flatMap((x) => b.map((y) => (Math.sign(x - y) + 1) / 2)).reduce((sum, win) => sum + win, 0);

      expect(mannWhitneyU(a, b)).toMatchObject({ u: wins });
    }),
  );
});

test('keeps its p-value when samples change places or values are stretched', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const p = pValueOf(mannWhitneyU(a, b));

      expect(pValueOf(mannWhitneyU(b, a))).toBeCloseTo(p, 12);
      expect(
        pValueOf(
          mannWhitneyU(
            a.map((x) => x ** 3),
            b.map((x) => x ** 3),
          ),
        ),
      ).toBe(p);
      expect(p).toBeLessThanOrEqual(1);
      expect(p).toBeGreaterThan(0);
    }),
  );
});

test('has an exact and an asymptotic p-value that draw near', () => {
  const a = Array.from({ length: 40 }, (_, index) => index * Math.SQRT2);
  const b = Array.from({ length: 45 }, (_, index) => index * Math.sqrt(3) + 0.1);

  const exact = pValueOf(mannWhitneyU(a, b, { method: 'exact' }));
  expect(pValueOf(mannWhitneyU(a, b, { method: 'asymptotic' }))).toBeCloseTo(exact, 2);
});

test('says so when nothing varies or a sample is empty', () => {
  expect(mannWhitneyU([2, 2], [2])).toMatchObject({ kind: 'no-variation', pValue: 1, rankBiserial: 0 });
  expect(mannWhitneyU([], [2])).toEqual({ kind: 'insufficient-data', required: 1, actual: 0 });
});

test('refuses NaN, and the exact method where values are equal', () => {
  expect(() => mannWhitneyU([1, Number.NaN], [2])).toThrow(RangeError);
  expect(() => mannWhitneyU([1, 2], [2], { method: 'exact' })).toThrow(RangeError);
});
