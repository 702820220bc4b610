import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanOfUsers, momentsFromSums, proportionOfUsers, ratioOfUsers } from './arm-statistics.ts';
import { bayesianEffectTest } from './bayesian-effect-test.ts';
import type { EffectEstimate } from './effect-estimate.ts';
import { effectOfArms, relativeEffect, relativeEffectOfArms } from './effect-of-arms.ts';
import { nonInferiorityTest, nonInferiorityVerdict } from './non-inferiority-test.ts';
import { sequentialCriticalValue, sequentialEffectTest } from './sequential-effect-test.ts';
import { twoSidedEffectTest } from './two-sided-effect-test.ts';
import { userRatio } from './user-ratio.ts';

const estimates = fc.record({
  effect: fc.double({ min: -100, max: 100, noNaN: true }),
  variance: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
  degreesOfFreedom: fc.double({ min: 2, max: 1e5, noNaN: true }),
  users: fc.integer({ min: 4, max: 1_000_000 }),
});

const alphas = fc.double({ min: 0.001, max: 0.3, noNaN: true });

describe.each([
  ['the test for one look', twoSidedEffectTest],
  ['the test for any number of looks', sequentialEffectTest],
])('%s', (_name, compute) => {
  test('has an interval that leaves out 0 just when its p-value is below 5 %', () => {
    fc.assert(
      fc.property(estimates, (estimate) => {
        const { pValue, interval } = compute(estimate);
        fc.pre(Math.abs(pValue - 0.05) > 1e-9);

        expect(interval.lower > 0 || interval.upper < 0).toBe(pValue < 0.05);
      }),
    );
  });

  test('changes nothing but signs when the effect turns', () => {
    fc.assert(
      fc.property(estimates, alphas, (estimate, alpha) => {
        const found = compute(estimate, { alpha });
        const turned = compute({ ...estimate, effect: -estimate.effect }, { alpha });

        expect(turned.pValue).toBe(found.pValue);
        expect(turned.interval.upper).toBeCloseTo(-found.interval.lower, 9);
      }),
    );
  });

  test.each([
    [{ effect: Number.NaN, variance: 1, degreesOfFreedom: 9, users: 9 }, 'NaN'],
    [{ effect: 1, variance: -1, degreesOfFreedom: 9, users: 9 }, '-1'],
    [{ effect: 1, variance: 0, degreesOfFreedom: 9, users: 9 }, '0'],
    [{ effect: 1, variance: Infinity, degreesOfFreedom: 9, users: 9 }, 'Infinity'],
    [{ effect: 1, variance: 1, degreesOfFreedom: 0, users: 9 }, '0'],
    [{ effect: 1, variance: 1, degreesOfFreedom: 9, users: Number.NaN }, 'NaN'],
  ])('refuses %j', (estimate, value) => {
    expect(() => compute(estimate)).toThrow(RangeError);
    expect(() => compute(estimate)).toThrow(value);
  });

  test('refuses an alpha that is none', () => {
    expect(() => compute({ effect: 1, variance: 1, degreesOfFreedom: 9, users: 9 }, { alpha: 0 })).toThrow(RangeError);
  });
});

test('the always-valid interval is the wider one, and tightest in standard errors near its tuning', () => {
  fc.assert(
    fc.property(estimates, (estimate) => {
      const known = { ...estimate, degreesOfFreedom: Infinity };

      expect(sequentialEffectTest(known).interval.lower).toBeLessThan(twoSidedEffectTest(known).interval.lower);
      expect(sequentialEffectTest(known).pValue).toBeGreaterThanOrEqual(twoSidedEffectTest(known).pValue);
    }),
  );
  const critical = [50, 500, 5000, 50_000, 500_000].map((users) => sequentialCriticalValue(users));
  expect(Math.min(...critical)).toBe(critical[2]);
});

describe('the Bayesian answer', () => {
  test('is the two-sided test’s with a flat prior and a known variance', () => {
    fc.assert(
      fc.property(estimates, (estimate) => {
        const known = { ...estimate, degreesOfFreedom: Infinity };
        const { interval, chanceToBeatControl } = bayesianEffectTest(known);
        const once = twoSidedEffectTest(known);

        expect(interval.lower).toBeCloseTo(once.interval.lower, 9);
        expect(Math.min(chanceToBeatControl, 1 - chanceToBeatControl)).toBeCloseTo(once.pValue / 2, 12);
      }),
    );
  });

  test('loses on average what the arms differ by, whichever is better', () => {
    fc.assert(
      fc.property(estimates, (estimate) => {
        const { expectedLoss } = bayesianEffectTest(estimate);
        const turned = bayesianEffectTest(estimate, { lowerIsBetter: true });

        expect(expectedLoss.control - expectedLoss.treatment).toBeCloseTo(estimate.effect, 8);
        expect(Math.min(expectedLoss.control, expectedLoss.treatment)).toBeGreaterThanOrEqual(0);
        expect(turned.expectedLoss).toEqual({ control: expectedLoss.treatment, treatment: expectedLoss.control });
      }),
    );
  });

  test('has an expected loss without a jump where its two formulas meet', () => {
    const lossAt = (z: number): number =>
      bayesianEffectTest({ effect: z, variance: 1, degreesOfFreedom: 9, users: 9 }).expectedLoss.treatment;

    // The slope of the loss is -(1 - Φ(4)), so that the step of 2e-9 changes it by 9e-9 of itself.
    expect(lossAt(4 - 1e-9) / lossAt(4 + 1e-9)).toBeCloseTo(1, 7);
    // mpmath: φ(10) - 10 (1 - Φ(10)) with 50 digits
    expect(lossAt(10) / 7.474560254589328e-25).toBeCloseTo(1, 12);
  });

  test('lies between the prior and the data, nearer to the surer', () => {
    const estimate = { effect: 2, variance: 1, degreesOfFreedom: 100, users: 102 };

    const found = bayesianEffectTest(estimate, { prior: { mean: 0, variance: 1 / 3 } });
    expect(found.effect).toBeCloseTo(0.5, 12);
    expect(found.standardDeviation).toBeCloseTo(0.5, 12);
    expect(() => bayesianEffectTest(estimate, { prior: { mean: 0, variance: 0 } })).toThrow(RangeError);
    expect(() => bayesianEffectTest(estimate, { prior: { mean: Number.NaN, variance: 1 } })).toThrow('NaN');
  });
});

describe('non-inferiority', () => {
  const estimate: EffectEstimate = { effect: -0.01, variance: 1e-4, degreesOfFreedom: 500, users: 502 };

  test('is shown by an interval above the margin, not by a lack of significance', () => {
    expect(nonInferiorityTest(estimate, { margin: 0.05 }).verdict).toBe('non-inferior');
    expect(nonInferiorityTest(estimate, { margin: 0.02 }).verdict).toBe('inconclusive');
    expect(nonInferiorityTest({ ...estimate, effect: -0.2 }, { margin: 0.02 }).verdict).toBe('inferior');
    expect(nonInferiorityTest({ ...estimate, effect: 0.2 }, { margin: 0.02, lowerIsBetter: true }).verdict).toBe(
      'inferior',
    );
  });

  test('has a p-value, a worst case and a verdict that agree', () => {
    const margins = fc.double({ min: 0, max: 50, noNaN: true });

    fc.assert(
      fc.property(estimates, margins, fc.boolean(), (values, margin, lowerIsBetter) => {
        const { verdict, pValue, worstCase } = nonInferiorityTest(values, { margin, lowerIsBetter });
        fc.pre(Math.abs(pValue - 0.05) > 1e-9);

        expect(verdict === 'non-inferior').toBe(pValue < 0.05);
        expect(worstCase < margin).toBe(pValue < 0.05);
      }),
    );
  });

  test('refuses a margin below 0 and an interval without order', () => {
    expect(() => nonInferiorityTest(estimate, { margin: -1 })).toThrow('-1');
    expect(() => nonInferiorityVerdict({ lower: 2, upper: 1 }, { margin: 0 })).toThrow(RangeError);
    expect(() => nonInferiorityVerdict({ lower: Number.NaN, upper: 1 }, { margin: 0 })).toThrow('NaN');
  });
});

describe('the effect of arms', () => {
  const arm = proportionOfUsers({ successes: 3, trials: 10 });

  test('is stated where it cannot be estimated', () => {
    const none = proportionOfUsers({ successes: 0, trials: 10 });
    const one = proportionOfUsers({ successes: 1, trials: 1 });

    expect(effectOfArms(none, arm)).toEqual({ kind: 'no-variation' });
    expect(effectOfArms(arm, one)).toEqual({ kind: 'insufficient-data', required: 2, actual: 1 });
    expect(relativeEffectOfArms(none, arm)).toEqual({ kind: 'no-variation' });
    const centred = meanOfUsers({ count: 9, mean: 0, variance: 1 });
    expect(relativeEffectOfArms(centred, arm)).toEqual({ kind: 'no-baseline' });
  });

  test('is more where treatment is more, though control be negative', () => {
    const loss = meanOfUsers({ count: 9, mean: -10, variance: 1 });
    const smaller = meanOfUsers({ count: 9, mean: -5, variance: 1 });

    expect(relativeEffectOfArms(loss, smaller)).toMatchObject({ kind: 'estimated', effect: 0.5 });
  });

  test('of arms that move together varies less', () => {
    const difference = { effect: 1, variance: 1, degreesOfFreedom: 9, users: 10, controlValue: 4, treatmentValue: 5 };
    const apart = relativeEffect({ ...difference, controlVariance: 1, treatmentVariance: 1, covariance: 0 });
    const together = relativeEffect({ ...difference, controlVariance: 1, treatmentVariance: 1, covariance: 0.9 });

    expect(apart).toMatchObject({ variance: expect.closeTo((1 + 25 / 16) / 16, 12) });
    expect(together).toMatchObject({ variance: expect.closeTo((1 + 25 / 16 - 2.25) / 16, 12) });
  });
});

describe('arm statistics', () => {
  const users = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })), { minLength: 2 });

  test('of a ratio agree with the deviations of its users', () => {
    fc.assert(
      fc.property(users, (rows) => {
        const [numerators, denominators] = [rows.map(([top]) => top), rows.map(([, bottom]) => bottom)];
        const ratio = userRatio({
          numerators: Float64Array.from(numerators),
          denominators: Float64Array.from(denominators),
        });
        const found = ratioOfUsers({
          users: rows.length,
          numerator: { sum: sumOf(numerators), sumOfSquares: sumOf(numerators.map((value) => value ** 2)) },
          denominator: { sum: sumOf(denominators), sumOfSquares: sumOf(denominators.map((value) => value ** 2)) },
          sumOfProducts: sumOf(rows.map(([top, bottom]) => top * bottom)),
        });
        const squares = sumOf([...(ratio?.deviations ?? [])].map((deviation) => deviation ** 2));

        expect(found.value).toBeCloseTo(ratio?.value ?? Number.NaN, 12);
        expect(found.variance).toBeCloseTo(squares / (rows.length - 1) / rows.length, 9);
      }),
    );
  });

  test('of a ratio of one outcome each are those of a mean', () => {
    const values = [1, 0, 0, 1, 1, 0, 1];
    const sums = { users: 7, sum: 4, sumOfSquares: 4 };

    const mean = meanOfUsers(momentsFromSums(sums));
    const ratio = ratioOfUsers({
      users: 7,
      numerator: sums,
      denominator: { sum: 7, sumOfSquares: 7 },
      sumOfProducts: sumOf(values),
    });
    expect(ratio.value).toBe(mean.value);
    expect(ratio.variance).toBeCloseTo(mean.variance, 15);
  });

  test.each([
    [() => proportionOfUsers({ successes: 0, trials: 0 }), '0'],
    [() => meanOfUsers({ count: 0, mean: 0, variance: 0 }), '0'],
    [() => meanOfUsers({ count: 2, mean: 0, variance: -1 }), '-1'],
    [() => momentsFromSums({ users: 0, sum: 0, sumOfSquares: 0 }), '0'],
    [() => momentsFromSums({ users: 2, sum: Number.NaN, sumOfSquares: 0 }), 'NaN'],
    [
      () =>
        ratioOfUsers({
          users: 2,
          numerator: { sum: 0, sumOfSquares: 0 },
          denominator: { sum: 0, sumOfSquares: 0 },
          sumOfProducts: 0,
        }),
      '0',
    ],
  ])('refuse what is no arm: %s', (call, value) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(value);
  });
});

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
