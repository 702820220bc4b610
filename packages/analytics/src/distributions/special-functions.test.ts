import { referenceVectors } from '@skills/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaTails } from './incomplete-beta.ts';
import { erf, erfc, scaledErfc } from './erfc.ts';
import { regularizedGammaLower, regularizedGammaUpper } from './incomplete-gamma.ts';
import { logBeta, logGamma } from './log-gamma.ts';

// The vectors are mpmath's, with 50 digits.
describe('agrees with mpmath', () => {
  test.each(referenceVectors('regularized-beta'))('on both beta tails of a %d, b %d at %d', (...row) => {
    const [a = 0, b = 0, x = 0, lower = 0, upper = 0] = row;
    const tails = betaTails({ x, complement: 1 - x }, { a, b });

    expect(relativeError(tails.lower, lower)).toBeLessThan(1e-12);
    expect(relativeError(tails.upper, upper)).toBeLessThan(1e-12);
  });

  test.each(referenceVectors('regularized-gamma'))('on both gamma tails of a %d at %d', (...row) => {
    const [a = 0, x = 0, lower = 0, upper = 0] = row;

    expect(relativeError(regularizedGammaLower(a, x), lower)).toBeLessThan(1e-12);
    expect(relativeError(regularizedGammaUpper(a, x), upper)).toBeLessThan(1e-12);
  });

  test.each(referenceVectors('erfc'))('on erfc at %d', (...[x = 0, expected = 0]) => {
    expect(relativeError(erfc(x), expected)).toBeLessThan(2e-15);
  });

  test.each(referenceVectors('log-gamma'))('on the log gamma function of %d', (...[a = 0, expected = 0]) => {
    expect(Math.abs(logGamma(a) - expected)).toBeLessThan(2e-15 * Math.max(1, Math.abs(expected)));
  });
});

// Where continued fraction and series take too long Temme's expansions take over; the two must meet.
// Expected: the densities integrated by mpmath.quad with 40 digits.
test.each([
  {
    name: 'gamma 1e+07 at 11016583.123951778',
    actual: () => regularizedGammaUpper(11000000, 11016583.123951778),
    expected: 2.902560805690109e-7,
  },
  {
    name: 'gamma 1e+07 at 11000994.987437107',
    actual: () => regularizedGammaUpper(11000000, 11000994.987437107),
    expected: 0.3820536972613424,
  },
  {
    name: 'gamma 2e+08 at 200127279.22061357',
    actual: () => regularizedGammaUpper(200000000, 200127279.22061357),
    expected: 1.1481301379138018e-19,
  },
  {
    name: 'beta 2e+07, 3e+07 at 0.3995843078061835',
    actual: () =>
      betaTails({ x: 0.3995843078061835, complement: 1 - 0.3995843078061835 }, { a: 20000000, b: 30000000 }).lower,
    expected: 9.824961386632036e-10,
  },
  {
    name: 'beta 2e+07, 3e+07 at 0.39998614359353946',
    actual: () =>
      betaTails({ x: 0.39998614359353946, complement: 1 - 0.39998614359353946 }, { a: 20000000, b: 30000000 }).lower,
    expected: 0.42074751555027257,
  },
  {
    name: 'beta 4e+08, 2e+07 at 0.9523497783966329',
    actual: () =>
      betaTails({ x: 0.9523497783966329, complement: 1 - 0.9523497783966329 }, { a: 400000000, b: 20000000 }).lower,
    expected: 0.0013523490240835952,
  },
  {
    name: 'beta 2e+07, 3e+07 at 0.4',
    actual: () => betaTails({ x: 0.4, complement: 1 - 0.4 }, { a: 20000000, b: 30000000 }).lower,
    expected: 0.5000076776479171,
  },
])('the expansion for large shapes agrees with mpmath: $name', ({ actual, expected }) => {
  expect(relativeError(actual(), expected)).toBeLessThan(1e-9);
});

test('erf and erfc are complements, odd about 0', () => {
  fc.assert(
    fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
      expect(erf(x) + erfc(x)).toBeCloseTo(1, 14);
      expect(erf(-x)).toBe(-erf(x));
    }),
  );
});

test('the scaled erfc goes on where erfc is 0', () => {
  expect(erfc(28)).toBe(0);
  // 1 / (x sqrt(pi)) far out.
  expect(scaledErfc(1e9) * 1e9 * Math.sqrt(Math.PI)).toBeCloseTo(1, 14);
  expect(scaledErfc(Infinity)).toBe(0);
});

test('the log gamma function follows Γ(a + 1) = a Γ(a)', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (a) => {
      const allowed = 4e-15 * Math.max(1, Math.abs(logGamma(a + 1)));

      expect(Math.abs(logGamma(a + 1) - logGamma(a) - Math.log(a))).toBeLessThan(allowed);
    }),
  );
});

test('the log beta function is symmetric, and precise where the log gamma functions would cancel', () => {
  expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 14);
  expect(logBeta(0.5, 1e9)).toBeCloseTo(logBeta(1e9, 0.5), 12);
  // mpmath.log(mpmath.beta(0.5, 1e9))
  expect(logBeta(0.5, 1e9)).toBeCloseTo(-9.789267975423506, 12);
});

test.each([
  () => erfc(Number.NaN),
  () => scaledErfc(-1),
  () => logGamma(0),
  () => logBeta(1, Infinity),
  () => regularizedGammaLower(0, 1),
  () => regularizedGammaUpper(1, -1),
  () => betaTails({ x: 0.5, complement: 0.5 }, { a: Number.NaN, b: 1 }),
])('refuses what is outside the range: %s', (call) => {
  expect(call).toThrow(RangeError);
});

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / expected;
}
