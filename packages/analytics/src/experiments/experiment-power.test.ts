import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleSizeForMeans } from '../inference/power.ts';
import {
  clusteredRateVariance,
  experimentDetectableEffect,
  experimentPower,
  experimentSampleSize,
} from './experiment-power.ts';

const designs = fc.record({
  userVariance: fc.double({ min: 0.01, max: 100, noNaN: true }),
  controlShare: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  power: fc.double({ min: 0.5, max: 0.99, noNaN: true }),
  method: fc.constantFrom('fixed' as const, 'sequential' as const),
});

describe('an experiment', () => {
  test('finds its detectable effect with the planned power', () => {
    fc.assert(
      fc.property(designs, fc.integer({ min: 10, max: 1_000_000 }), (design, users) => {
        const effect = experimentDetectableEffect(users, design);

        expect(experimentPower(effect, users, design)).toBeCloseTo(design.power, 4);
      }),
    );
  });

  test('of the sample size finds the effect, and of one user fewer does not', () => {
    fc.assert(
      fc.property(designs, fc.double({ min: 0.05, max: 5, noNaN: true }), (design, effect) => {
        const users = experimentSampleSize(effect, design);

        expect(experimentDetectableEffect(users, design)).toBeLessThanOrEqual(effect);
        fc.pre(users > 2);
        expect(experimentDetectableEffect(users - 1, design)).toBeGreaterThan(effect);
      }),
    );
  });

  test('with arms of one size needs what the textbook says', () => {
    const users = experimentSampleSize(0.1, { userVariance: 0.25 });

    expect(users).toBe(Math.ceil(2 * sampleSizeForMeans(0.1, 0.25)));
  });

  test('that is looked at all the time needs more users', () => {
    const fixed = experimentSampleSize(0.02, { userVariance: 0.1 });

    expect(experimentSampleSize(0.02, { userVariance: 0.1, method: 'sequential' })).toBeGreaterThan(1.5 * fixed);
  });
});

test('the variance of a clustered rate runs from that of independent outcomes to that of one', () => {
  const variance = (intraclassCorrelation: number): number =>
    clusteredRateVariance(0.8, { outcomesPerUser: 20, intraclassCorrelation });

  expect(variance(0)).toBeCloseTo(0.16 / 20, 12);
  expect(variance(1)).toBeCloseTo(0.16, 12);
  expect(variance(0.3)).toBeCloseTo(0.0536, 12);
});

test.each([
  [() => experimentPower(Number.NaN, 10, { userVariance: 1 }), 'NaN'],
  [() => experimentPower(1, 0, { userVariance: 1 }), '0'],
  [() => experimentPower(1, 10, { userVariance: -1 }), '-1'],
  [() => experimentPower(1, 10, { userVariance: 1, controlShare: 1 }), '1'],
  [() => experimentPower(1, 10, { userVariance: 1, alpha: 2 }), '2'],
  [() => experimentDetectableEffect(10, { userVariance: 1, power: 0.01 }), '0.01'],
  [() => experimentSampleSize(0, { userVariance: 1 }), '0'],
  [() => clusteredRateVariance(1, { outcomesPerUser: 2, intraclassCorrelation: 0 }), '1'],
  [() => clusteredRateVariance(0.5, { outcomesPerUser: 0.5, intraclassCorrelation: 0 }), '0.5'],
  [() => clusteredRateVariance(0.5, { outcomesPerUser: 2, intraclassCorrelation: -0.1 }), '-0.1'],
])('refuses what is no design: %s', (call, value) => {
  expect(call).toThrow(RangeError);
  expect(call).toThrow(value);
});
