import { readFileSync } from 'node:fs';
import { seededRandom } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { aDay, daysOfCounts, daysOfDurations, daysOfRates, monday, simulatedDays } from '../../test/trend-days.ts';
import { linearTrend } from './linear-trend.ts';
import { trendSeries } from './trend-points.ts';

type Reference = {
  readonly lines: readonly {
    readonly values: readonly number[];
    readonly slope: number;
    readonly lower: number;
    readonly upper: number;
    readonly pValue: number;
  }[];
};
// Made by scripts/weighted-least-squares.py with scipy.stats.linregress.
const { lines }: Reference = JSON.parse(
  readFileSync(new URL('../../test/fixtures/weighted-least-squares.json', import.meta.url), 'utf8'),
);
const weekCounts = [120, 130, 125, 120, 110, 50, 45];
const asCounts = { isCount: true };

describe('a plain line of one call a day', () => {
  test.each(lines)('agrees with scipy in case %#', ({ values, slope, lower, upper, pValue }) => {
    const trend = linearTrend(trendSeries(daysOfDurations(values), 'avg_duration_seconds'));

    expect(trend?.slopePerDay).toBeCloseTo(slope, 10);
    expect(trend?.slopeLower).toBeCloseTo(lower, 8);
    expect(trend?.slopeUpper).toBeCloseTo(upper, 8);
    expect(trend?.pValue).toBeCloseTo(pValue, 10);
  });
});

describe('what the predecessor got wrong', () => {
  test('a day of one failed call does not count like a day of a thousand', () => {
    const days = daysOfRates([0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0], [1000, 1000, 1000, 1000, 1000, 1000, 1]);

    const trend = linearTrend(trendSeries(days, 'completion_rate'));

    expect(Math.abs(trend?.slopePerDay ?? 1)).toBeLessThan(0.001);
    expect(trend?.pValue).toBeGreaterThan(0.05);
  });

  test('a day that is not over yet is no fall of the calls', () => {
    const days = [...daysOfCounts([100, 104, 97, 101, 99]), aDay(5, { invocations: 12, to: 0.2 })];

    const trend = linearTrend(trendSeries(days, 'invocation_count'), asCounts);

    expect(trend?.pValue).toBeGreaterThan(0.05);
    expect(trend?.valueAt(monday + 5.5)).toBeGreaterThan(80);
  });

  test('a day without a call counts as 0 calls, and says nothing about the rate', () => {
    const counts = daysOfCounts([20, 15, 0, 9, 0, 2, 0, 0]);
    const rates = [
      ...daysOfRates([0.8, 0.8, 0.8], 50),
      aDay(3),
      aDay(4),
      ...daysOfRates([0, 0, 0, 0, 0, 0.8, 0.8], 50).slice(5),
    ];

    expect(trendSeries(counts, 'invocation_count').points).toHaveLength(8);
    expect(trendSeries(rates, 'completion_rate').points.map(({ value }) => value)).toEqual([0.8, 0.8, 0.8, 0.8, 0.8]);
    expect(linearTrend(trendSeries(rates, 'completion_rate'))).toMatchObject({ slopePerDay: 0, pValue: 1 });
  });

  test('a week that ends with its weekend is no decline', () => {
    const plain = linearTrend({
      ...trendSeries(daysOfCounts(weekCounts), 'invocation_count'),
      samplingVariance: undefined,
    });
    const adjusted = linearTrend(trendSeries(daysOfCounts(weekCounts), 'invocation_count'), asCounts);

    expect(plain?.pValue).toBeLessThan(0.05);
    expect(adjusted?.pValue).toBeGreaterThan(0.05);
  });

  test('weekdays are taken out of three weeks, and the slope beneath them is found', () => {
    const random = seededRandom(4);
    const counts = Array.from({ length: 28 }, (_, index) =>
      Math.round((weekCounts[index % 7] ?? 0) * (1 + index / 54) + 6 * (random() - 0.5)),
    );

    const trend = linearTrend(trendSeries(daysOfCounts(counts), 'invocation_count'), asCounts);

    expect(trend?.slopePerDay).toBeGreaterThan(1.3);
    expect(trend?.slopePerDay).toBeLessThan(2.3);
    expect(trend?.pValue).toBeLessThan(0.001);
    expect(trend?.weekdayEffects?.map(Math.sign)).toEqual([1, 1, 1, 1, 1, -1, -1]);
    expect(trend?.weekdayEffects?.reduce((sum, effect) => sum + effect, 0)).toBeCloseTo(0, 8);
  });

  test('a short window learns its weekdays from the weeks before it, and its slope from itself alone', () => {
    const four = [1, 2, 3, 4].flatMap(() => weekCounts);
    const history = trendSeries(
      daysOfCounts(four.map((count, index) => count + ((index * 7) % 5))),
      'invocation_count',
    );
    const week = weekCounts.map((invocations, index) => aDay(28 + index, { invocations }));

    const trend = linearTrend(trendSeries(week, 'invocation_count'), { history: history.points, isCount: true });

    expect(trend?.historyDays).toBe(28);
    expect(Math.abs(trend?.slopePerDay ?? 9)).toBeLessThan(1);
    expect(trend?.pValue).toBeGreaterThan(0.05);
  });

  test('three points are no trend', () => {
    expect(linearTrend(trendSeries(daysOfRates([0.9, 0.5, 0.1], 1000), 'completion_rate'))).toBeUndefined();
  });

  test('start and end lie on the line, not on two days by chance', () => {
    const days = daysOfRates([0.6, 0.82, 0.78, 0.8, 0.8, 0.8, 0.8, 1], [5, 200, 200, 200, 200, 200, 200, 5]);

    const trend = linearTrend(trendSeries(days, 'completion_rate'));

    expect(trend?.valueAt(monday + 0.5)).toBeCloseTo(0.8, 1);
    expect(trend?.valueAt(monday + 7.5)).toBeCloseTo(0.8, 1);
  });
});

describe('plain cases', () => {
  test.each([
    ['a rate that never changes', trendSeries(daysOfRates([1, 1, 1, 1, 1], 40), 'completion_rate')],
    ['durations that never change', trendSeries(daysOfDurations([0.3, 0.3, 0.3, 0.3, 0.3], 9), 'avg_duration_seconds')],
    ['no call at all', trendSeries(daysOfCounts([0, 0, 0, 0, 0]), 'invocation_count')],
  ])('%s has a slope of 0 with p 1', (_, series) => {
    expect(linearTrend(series)).toMatchObject({ slopePerDay: 0, pValue: 1 });
  });

  test('an exact line is found exactly', () => {
    const trend = linearTrend(trendSeries(daysOfDurations([10, 11, 12, 13, 14, 15], 8), 'avg_duration_seconds'));

    expect(trend?.slopePerDay).toBeCloseTo(1, 10);
    expect(trend?.valueAt(monday + 0.5)).toBeCloseTo(10, 10);
    expect(trend?.pValue).toBeLessThan(1e-9);
  });

  test('the interval leaves out 0 exactly when p is below 0.05', () => {
    const random = seededRandom(11);
    for (let skill = 0; skill < 300; skill += 1) {
      const days = simulatedDays({ days: 14, calls: 30, rate: 0.8, rateChange: -0.15 }, random);
      const trend = linearTrend(trendSeries(days, 'completion_rate'));

      const isOutside = (trend?.slopeLower ?? 0) > 0 || (trend?.slopeUpper ?? 0) < 0;
      expect(isOutside).toBe((trend?.pValue ?? 1) < 0.05);
    }
  });
});
