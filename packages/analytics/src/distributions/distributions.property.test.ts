import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaCdf, betaQuantile, betaSurvival } from './beta-distribution.ts';
import { binomialCdf, binomialProbability, binomialSurvival } from './binomial-distribution.ts';
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from './chi-squared-distribution.ts';
import { fCdf, fSurvival } from './f-distribution.ts';
import { normalCdf, normalSurvival } from './normal-distribution.ts';
import { normalQuantile } from './normal-quantile.ts';
import { poissonCdf, poissonProbability, poissonSurvival } from './poisson-distribution.ts';
import { studentTCdf, studentTQuantile, studentTSurvival, studentTTwoSided } from './student-t-distribution.ts';

const shape = fc.double({ min: -2, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);
const inner = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
const positive = fc.double({ min: -6, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);
const real = fc.double({ min: -1e4, max: 1e4, noNaN: true });

type Tails = readonly [
  name: string,
  lower: (x: number, a: number, b: number) => number,
  upper: (x: number, a: number, b: number) => number,
];

const families: readonly Tails[] = [
  ['normal', (x) => normalCdf(x / 200), (x) => normalSurvival(x / 200)],
  ['Student’s t', (x, a) => studentTCdf(x, a), (x, a) => studentTSurvival(x, a)],
  ['chi-squared', (x, a) => chiSquaredCdf(Math.abs(x), a), (x, a) => chiSquaredSurvival(Math.abs(x), a)],
  ['beta', (x, a, b) => betaCdf(unitOf(x), { a, b }), (x, a, b) => betaSurvival(unitOf(x), { a, b })],
  [
    'F',
    (x, a, b) => fCdf(Math.abs(x), { numerator: a, denominator: b }),
    (x, a, b) => fSurvival(Math.abs(x), { numerator: a, denominator: b }),
  ],
  [
    'binomial',
    (x, a, b) => binomialCdf(countOf(x), { trials: 1000, probability: a / (a + b) }),
    (x, a, b) => binomialSurvival(countOf(x), { trials: 1000, probability: a / (a + b) }),
  ],
  ['Poisson', (x, a) => poissonCdf(countOf(x), a), (x, a) => poissonSurvival(countOf(x), a)],
];

function unitOf(x: number): number {
  return Math.abs(x) / 1e4;
}

function countOf(x: number): number {
  return Math.floor(Math.abs(x));
}

describe.each(families)('the tails of %s', (_name, lower, upper) => {
  test('are probabilities that sum to 1', () => {
    fc.assert(
      fc.property(real, shape, shape, (x, a, b) => {
        const [below, above] = [lower(x, a, b), upper(x, a, b)];

        expect(below).toBeGreaterThanOrEqual(0);
        expect(above).toBeGreaterThanOrEqual(0);
        expect(below + above).toBeCloseTo(1, 12);
      }),
    );
  });

  test('never fall, and never rise, with the value', () => {
    fc.assert(
      fc.property(fc.tuple(real, real), shape, shape, ([x, y], a, b) => {
        const [small, large] = Math.abs(x) < Math.abs(y) ? [Math.abs(x), Math.abs(y)] : [Math.abs(y), Math.abs(x)];

        expect(lower(small, a, b)).toBeLessThanOrEqual(lower(large, a, b) + 1e-12);
        expect(upper(large, a, b)).toBeLessThanOrEqual(upper(small, a, b) + 1e-12);
      }),
    );
  });
});

describe('a quantile is the inverse of its distribution function', () => {
  test('of the normal', () => {
    fc.assert(
      fc.property(inner, (p) => {
        expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 11);
      }),
    );
  });

  test('of Student’s t', () => {
    const degrees = fc.double({ min: 0.3, max: 1e6, noNaN: true });

    fc.assert(
      fc.property(inner, degrees, (p, df) => {
        expect(studentTCdf(studentTQuantile(p, df), df) / p).toBeCloseTo(1, 10);
      }),
    );
  });

  test('of chi-squared', () => {
    const degrees = fc.double({ min: 0.3, max: 1e4, noNaN: true });

    fc.assert(
      fc.property(inner, degrees, (p, df) => {
        expect(chiSquaredCdf(chiSquaredQuantile(p, df), df) / p).toBeCloseTo(1, 9);
      }),
    );
  });

  test('of the beta', () => {
    const wide = fc.double({ min: 0.2, max: 1e4, noNaN: true });

    fc.assert(
      fc.property(inner, wide, wide, (p, a, b) => {
        const x = betaQuantile(p, { a, b });
        // Next to 1 the doubles themselves are too far apart for the lower tail.
        const found = x > 0.999 ? 1 - betaSurvival(x, { a, b }) : betaCdf(x, { a, b });

        expect(found).toBeCloseTo(p, 8);
      }),
    );
  });
});

test('Student’s t is symmetric, and its two-sided tail is twice the upper one', () => {
  fc.assert(
    fc.property(real, shape, (t, df) => {
      expect(studentTCdf(-t, df)).toBe(studentTSurvival(t, df));
      expect(studentTTwoSided(t, df) / 2).toBe(studentTSurvival(Math.abs(t), df));
    }),
  );
});

test('Student’s t with one degree of freedom is Cauchy’s', () => {
  fc.assert(
    fc.property(positive, (t) => {
      expect(studentTSurvival(t, 1) / (Math.atan(1 / t) / Math.PI)).toBeCloseTo(1, 12);
    }),
  );
});

test('chi-squared with one degree of freedom is the square of a normal, with two it is exponential', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 36, noNaN: true }), (z) => {
      expect(chiSquaredSurvival(z * z, 1) / (2 * normalSurvival(z))).toBeCloseTo(1, 11);
      expect(chiSquaredSurvival(2 * z, 2) / Math.exp(-z)).toBeCloseTo(1, 12);
    }),
  );
});

test('beta is mirrored when its shapes change places', () => {
  // Of such points 1 - x is exact, so that both sides are asked the same question.
  const point = fc.integer({ min: 0, max: 2 ** 20 }).map((step) => step / 2 ** 20);

  fc.assert(
    fc.property(point, shape, shape, (x, a, b) => {
      expect(betaCdf(x, { a, b })).toBeCloseTo(betaSurvival(1 - x, { a: b, b: a }), 12);
    }),
  );
});

test('probabilities of single counts add up to the tails', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (count, probability) => {
        const parameters = { trials: 60, probability };
        const counts = Array.from({ length: count + 1 }, (_, k) => k);

        const binomial = counts.reduce((sum, k) => sum + binomialProbability(k, parameters), 0);
        const poisson = counts.reduce((sum, k) => sum + poissonProbability(k, 60 * probability), 0);
        expect(binomialCdf(count, parameters)).toBeCloseTo(binomial, 12);
        expect(poissonCdf(count, 60 * probability)).toBeCloseTo(poisson, 12);
      },
    ),
  );
});

describe('bad input is refused with its value', () => {
  test.each([
    [() => studentTTwoSided(Number.NaN, 3), 'NaN'],
    [() => studentTCdf(1, 0), '0'],
    [() => studentTQuantile(1.5, 3), '1.5'],
    [() => studentTQuantile(0.5, -1), '-1'],
    [() => normalCdf(Number.NaN), 'NaN'],
    [() => chiSquaredSurvival(-1, 2), '-0.5'],
    [() => chiSquaredSurvival(1, Infinity), 'Infinity'],
    [() => betaCdf(1.2, { a: 1, b: 1 }), '1.2'],
    [() => betaCdf(0.2, { a: 0, b: 1 }), '0'],
    [() => betaQuantile(-0.1, { a: 1, b: 1 }), '-0.1'],
    [() => fSurvival(-2, { numerator: 1, denominator: 1 }), '-2'],
    [() => binomialCdf(1.5, { trials: 3, probability: 0.5 }), '1.5'],
    [() => binomialCdf(1, { trials: 3, probability: 2 }), '2'],
    [() => poissonCdf(1, -3), '-3'],
  ])('%s', (call, value) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(value);
  });
});

describe('the ends', () => {
  test('are exact', () => {
    expect(studentTSurvival(Infinity, 3)).toBe(0);
    expect(studentTTwoSided(0, 3)).toBe(1);
    expect(studentTQuantile(0, 3)).toBe(-Infinity);
    expect(studentTQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
    expect(betaCdf(0, { a: 2, b: 3 })).toBe(0);
    expect(betaQuantile(1, { a: 2, b: 3 })).toBe(1);
    expect(chiSquaredSurvival(0, 3)).toBe(1);
    expect(chiSquaredQuantile(1, 3)).toBe(Infinity);
    expect(fSurvival(Infinity, { numerator: 2, denominator: 3 })).toBe(0);
    expect(binomialCdf(5, { trials: 3, probability: 0.5 })).toBe(1);
    expect(poissonProbability(0, 0)).toBe(1);
  });
});
