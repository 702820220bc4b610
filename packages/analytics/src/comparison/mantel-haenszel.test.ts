import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mantelHaenszelDifference, type StratumTable } from './mantel-haenszel.ts';

type Reference = {
  readonly cases: readonly {
    readonly strata: readonly (readonly [number, number, number, number])[];
    readonly difference: number;
    readonly lower: number;
    readonly upper: number;
    readonly pValue: number;
  }[];
};

const reference: Reference = JSON.parse(
  readFileSync(new URL('../../test/fixtures/mantel-haenszel.json', import.meta.url), 'utf8'),
);

function toTable([successesA, trialsA, successesB, trialsB]: readonly [number, number, number, number]): StratumTable {
  return { successesA, trialsA, successesB, trialsB };
}

test('agrees with statsmodels (test) and NumPy (difference and interval), from one stratum to forty', () => {
  for (const { strata, ...expected } of reference.cases) {
    const found = mantelHaenszelDifference(strata.map(toTable));

    expect(found?.difference).toBeCloseTo(expected.difference, 12);
    expect(found?.lower).toBeCloseTo(expected.lower, 9);
    expect(found?.upper).toBeCloseTo(expected.upper, 9);
    expect(Math.abs((found?.pValue ?? 2) / expected.pValue - 1)).toBeLessThan(1e-9);
  }
  expect(reference.cases.length).toBeGreaterThan(10);
});

test("is not misled by the mix: the kidney stones of Simpson's paradox", () => {
  // Charig et al. (1986), BMJ 292:879-882: open surgery is better for small and for large stones, and looks worse.
  const small = { successesA: 81, trialsA: 87, successesB: 234, trialsB: 270 };
  const large = { successesA: 192, trialsA: 263, successesB: 55, trialsB: 80 };
  const crude = (81 + 192) / (87 + 263) - (234 + 55) / (270 + 80);

  expect(crude).toBeLessThan(0);
  expect(mantelHaenszelDifference([small, large])?.difference).toBeGreaterThan(0);
});

const stratum = fc
  .tuple(fc.nat(30), fc.nat(30), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trialsA, trialsB, a, b]) => toTable([Math.round(a * trialsA), trialsA, Math.round(b * trialsB), trialsB]));

test('has an interval around the difference, and the opposite sign when the groups change places', () => {
  fc.assert(
    fc.property(fc.array(stratum, { minLength: 1, maxLength: 8 }), (strata) => {
      const found = mantelHaenszelDifference(strata);
      const swapped = mantelHaenszelDifference(
        strata.map(({ successesA, trialsA, successesB, trialsB }) =>
          toTable([successesB, trialsB, successesA, trialsA]),
        ),
      );
      fc.pre(found !== undefined && swapped !== undefined);

      expect(found.lower).toBeLessThanOrEqual(found.difference + 1e-12);
      expect(found.upper).toBeGreaterThanOrEqual(found.difference - 1e-12);
      expect(swapped.difference).toBeCloseTo(-found.difference, 9);
      expect(swapped.pValue).toBeCloseTo(found.pValue, 9);
    }),
  );
});

test('says nothing without a stratum that holds both, and refuses what are no counts', () => {
  expect(mantelHaenszelDifference([toTable([3, 4, 0, 0]), toTable([0, 0, 3, 4])])).toBeUndefined();
  expect(() => mantelHaenszelDifference([toTable([5, 4, 1, 2])])).toThrow(RangeError);
});
