import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SpendForecast, spendForecast } from './spend-forecast.ts';

const weekly = [10, 12, 9, 11, 10, 1, 0];
const eightWeeks = Array.from({ length: 56 }, (_, day) => weekly[day % 7] ?? 0);

function forecastOf(spend: Partial<Parameters<typeof spendForecast>[0]>): Extract<SpendForecast, { kind: 'forecast' }> {
  const result = spendForecast({ history: eightWeeks, todayElapsed: 0, days: 30, leftUsd: 100, ...spend });
  if (result.kind !== 'forecast') throw new Error(`${result.actual} days`);
  return result;
}

test('with habits that never change it says what a calendar says', () => {
  // Four weeks of $53, and Monday and Tuesday; $100 are used up on the tenth working day, eleven days from now.
  const { burnRate, toCome, runsOut, probabilityWithin } = forecastOf({});

  expect(burnRate.usdPerDay).toBeCloseTo(53 / 7, 12);
  expect(toCome).toEqual({ medianUsd: 234, lower: 234, upper: 234 });
  expect(runsOut).toEqual({ median: 11, earliest: 11, latest: 11 });
  expect(probabilityWithin).toBe(0);
});

test('of today only the rest is to come', () => {
  const half = forecastOf({ days: 1, todayElapsed: 0.5, leftUsd: 5.1 });

  expect(half.toCome.medianUsd).toBe(5);
  expect(half).toMatchObject({ probabilityWithin: 1, runsOut: { median: null, earliest: null, latest: null } });
});

test('what is overspent ran out already, and what is never used never runs out', () => {
  expect(forecastOf({ leftUsd: -1 })).toMatchObject({ probabilityWithin: 0, runsOut: { median: 0, latest: 0 } });
  expect(forecastOf({ history: eightWeeks.map(() => 0), leftUsd: 0 })).toMatchObject({
    burnRate: { usdPerDay: 0, lower: 0, upper: 0 },
    probabilityWithin: 1,
    runsOut: { median: null },
  });
});

test('six days are too few', () => {
  expect(spendForecast({ history: [1, 2, 3, 4, 5, 6], todayElapsed: 0, days: 1, leftUsd: 1 })).toEqual({
    kind: 'insufficient-data',
    required: 7,
    actual: 6,
  });
});

test('one seed gives one forecast', () => {
  const history = eightWeeks.map((usd, day) => usd * (1 + (day % 5)));

  expect(forecastOf({ history })).toEqual(forecastOf({ history }));
});

test('a larger budget never runs out earlier, and idle days do not make it dearer', () => {
  const histories = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 7, maxLength: 60 });
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 40 }), fc.nat(5000), (history, days, leftUsd) => {
      const few = { resamples: 60 };
      const one = spendForecast({ history, todayElapsed: 0.3, days, leftUsd }, few);
      const two = spendForecast({ history, todayElapsed: 0.3, days, leftUsd: leftUsd * 2 }, few);
      if (one.kind !== 'forecast' || two.kind !== 'forecast') throw new Error('no forecast');

      expect(two.probabilityWithin).toBeGreaterThanOrEqual(one.probabilityWithin);
      expect(two.runsOut.median ?? days).toBeGreaterThanOrEqual(one.runsOut.median ?? days);
      expect(one.toCome.lower).toBeLessThanOrEqual(one.toCome.medianUsd);
      expect(one.toCome.medianUsd).toBeLessThanOrEqual(one.toCome.upper);
      expect(one.burnRate.usdPerDay).toBeLessThanOrEqual(Math.max(...history) + 1e-9);
    }),
    { numRuns: 50 },
  );
});

describe('it refuses', () => {
  test.each([
    ['a negative day', { history: [1, 2, 3, -4, 5, 6, 7] }, '-4'],
    ['more than a day of today', { todayElapsed: 1.5 }, '1.5'],
    ['a period of no days', { days: 0 }, '0'],
    ['an endless amount', { leftUsd: Infinity }, 'Infinity'],
  ] as const)('%s', (_, spend, named) => {
    expect(() => forecastOf(spend)).toThrow(named);
  });
});
