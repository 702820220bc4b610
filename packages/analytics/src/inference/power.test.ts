import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minimumDetectableEffect, powerOfEffect, sampleSizeForMeans, sampleSizeForProportions } from './power.ts';

const alpha = fc.double({ min: 0.001, max: 0.2, noNaN: true });
const power = fc.double({ min: 0.3, max: 0.99, noNaN: true });

test('gives the usual 2.80 standard errors for 80 % at 5 %', () => {
  // scipy: norm.ppf(0.975) + norm.ppf(0.8) is 2.8015852181; the other tail adds 1e-6 of power.
  expect(minimumDetectableEffect(1)).toBeCloseTo(2.80158, 5);
  expect(powerOfEffect(2.8015852181129683, 1)).toBeCloseTo(0.8, 5);
});

test('is alpha without an effect', () => {
  fc.assert(
    fc.property(alpha, (level) => {
      expect(powerOfEffect(0, 1, { alpha: level })).toBeCloseTo(level, 12);
    }),
  );
});

test('is reached by the smallest detectable effect', () => {
  fc.assert(
    fc.property(alpha, power, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (level, wanted, standardError) => {
      const options = { alpha: level, power: wanted };
      const effect = minimumDetectableEffect(standardError, options);

      expect(powerOfEffect(effect, standardError, { alpha: level })).toBeCloseTo(wanted, 8);
    }),
  );
});

test('is reached by the sample size of means', () => {
  fc.assert(
    fc.property(power, fc.double({ min: 0.01, max: 5, noNaN: true }), (wanted, effect) => {
      fc.pre(wanted > 0.6);
      const users = sampleSizeForMeans(effect, 4, { power: wanted });

      expect(powerOfEffect(effect, Math.sqrt((2 * 4) / users))).toBeCloseTo(wanted, 3);
    }),
  );
});

test('needs the same for two rates and for their failures', () => {
  expect(sampleSizeForProportions(0.1, 0.12)).toBeCloseTo(sampleSizeForProportions(0.88, 0.9), 6);
});

test.each([
  () => powerOfEffect(Number.NaN, 1),
  () => powerOfEffect(1, 0),
  () => powerOfEffect(1, 1, { alpha: 1 }),
  () => minimumDetectableEffect(-1),
  () => minimumDetectableEffect(1, { power: 1 }),
  () => minimumDetectableEffect(1, { alpha: 0.2, power: 0.1 }),
  () => sampleSizeForProportions(0.1, 0.1),
  () => sampleSizeForProportions(0, 0.1),
  () => sampleSizeForMeans(0, 1),
  () => sampleSizeForMeans(1, Infinity),
])('refuses what is out of range: %s', (call) => {
  expect(call).toThrow(RangeError);
});
