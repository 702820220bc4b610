import { describe, expect, test } from 'vitest';
import { costPerSuccess } from './cost-per-success.ts';
import { humanEffortLevel } from './human-effort.ts';
import { fileCostUsdPerDay, storageCost } from './storage-cost.ts';

describe('the storage cost model', () => {
  test('asks for $0.000358 a day for a million records and ten thousand summaries', () => {
    const { costUsdPerDay, estimatedSizeMb } = storageCost({ tier1Records: 1e6, tier2Summaries: 1e4 });

    expect(costUsdPerDay.toFixed(6)).toBe('0.000358');
    expect(estimatedSizeMb).toBeCloseTo(478.7445, 4);
  });

  test('asks for nothing for nothing, and for a gigabyte a thirtieth of a month', () => {
    expect(storageCost({ tier1Records: 0, tier2Summaries: 0 })).toEqual({ estimatedSizeMb: 0, costUsdPerDay: 0 });
    expect(fileCostUsdPerDay(1024 ** 3)).toBeCloseTo(0.023 / 30, 12);
  });

  test.each([-1, 0.5, NaN])('refuses %d records', (tier1Records) => {
    expect(() => storageCost({ tier1Records, tier2Summaries: 0 })).toThrow(`${tier1Records}`);
  });
});

test.each([
  [0, 'LOW'],
  [299.9, 'LOW'],
  [300, 'MEDIUM'],
  [1800, 'MEDIUM'],
  [1800.1, 'HIGH'],
  [86_400, 'HIGH'],
] as const)('%d seconds are %s effort', (seconds, level) => {
  expect(humanEffortLevel(seconds)).toBe(level);
});

test.each([-1, NaN, Infinity])('%d seconds are no effort', (seconds) => {
  expect(() => humanEffortLevel(seconds)).toThrow(RangeError);
});

describe('the cost of a success', () => {
  test('is that of a call over the rate of success among known outcomes', () => {
    // $1.20 a call, 6 of 8 known calls succeeded: statsmodels proportion_confint(6, 8, method='wilson') = 0.4092756, 0.9285237
    const cost = costPerSuccess({ costUsd: 12, calls: 10, completed: 6, failed: 2 });

    expect(cost?.usd).toBeCloseTo(1.6, 12);
    expect(cost?.lower).toBeCloseTo(1.2 / 0.9285237, 5);
    expect(cost?.upper).toBeCloseTo(1.2 / 0.4092756, 5);
  });

  test('is not known without a success', () => {
    expect(costPerSuccess({ costUsd: 12, calls: 10, completed: 0, failed: 2 })).toBeUndefined();
  });

  test('of more outcomes than calls is refused', () => {
    expect(() => costPerSuccess({ costUsd: 1, calls: 1, completed: 1, failed: 1 })).toThrow(
      '1 + 1 outcomes of 1 calls',
    );
  });
});
