import { seededRandom } from '@skills/testing';
import type { TrendMetric } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { daysOfCounts, daysOfDurations, daysOfRates, monday, simulatedDays } from '../../test/trend-days.ts';
import { changePoints } from './change-points.ts';
import { skillLevels } from './skill-levels.ts';

const metrics: readonly TrendMetric[] = ['completion_rate', 'avg_duration_seconds', 'invocation_count'];
const weekCounts = [120, 130, 125, 120, 110, 50, 45];

describe('a change of level is dated, and sized in the unit of the metric', () => {
  test('of a rate', () => {
    const rates = Array.from({ length: 30 }, (_, index) => (index < 18 ? 0.9 : 0.45));

    const [change, ...others] = changePoints(skillLevels(daysOfRates(rates, 40), 'completion_rate'));

    expect(change).toMatchObject({ day: monday + 18, before: 0.9, after: 0.45 });
    expect(change?.pValue).toBeLessThan(1e-9);
    expect(others).toEqual([]);
  });

  test('of durations', () => {
    const seconds = Array.from({ length: 30 }, (_, index) => (index < 12 ? 10 : 25) * (1 + 0.02 * (index % 3)));

    const changes = changePoints(skillLevels(daysOfDurations(seconds, 20), 'avg_duration_seconds'));

    expect(changes.map(({ day }) => day)).toEqual([monday + 12]);
    expect(changes[0]?.before).toBeCloseTo(10.2, 1);
    expect(changes[0]?.after).toBeCloseTo(25.5, 1);
  });

  test('of calls, beneath the weekdays', () => {
    const counts = Array.from({ length: 42 }, (_, index) => (weekCounts[index % 7] ?? 0) * (index < 21 ? 1 : 2));

    const changes = changePoints(skillLevels(daysOfCounts(counts), 'invocation_count'));

    expect(changes.map(({ day }) => day)).toEqual([monday + 21]);
    expect(changes[0]?.before).toBeCloseTo(100, 0);
    expect(changes[0]?.after).toBeCloseTo(200, 0);
  });

  test('of calls that stop in the middle of a week, the third', () => {
    const counts = Array.from({ length: 21 }, (_, index) => (index < 11 ? 30 : 0));

    const changes = changePoints(skillLevels(daysOfCounts(counts), 'invocation_count'));

    expect(changes.map(({ day, after }) => [day, after])).toEqual([[monday + 11, 0]]);
    expect(changes[0]?.before).toBeCloseTo(30, 0);
  });

  test('there and back again', () => {
    const rates = Array.from({ length: 60 }, (_, index) => (index >= 30 && index < 40 ? 0.4 : 0.9));

    const changes = changePoints(skillLevels(daysOfRates(rates, 30), 'completion_rate'));

    expect(changes.map(({ day }) => day - monday)).toEqual([30, 40]);
  });
});

describe('no change is found', () => {
  test('where weekends come and go', () => {
    const counts = Array.from({ length: 42 }, (_, index) => (weekCounts[index % 7] ?? 0) + ((index * 5) % 7));

    expect(changePoints(skillLevels(daysOfCounts(counts), 'invocation_count'))).toEqual([]);
  });

  test('in counts of a single week, whose weekend looks like one', () => {
    expect(changePoints(skillLevels(daysOfCounts(weekCounts), 'invocation_count'))).toEqual([]);
  });

  test('for one stray day', () => {
    const seconds = Array.from({ length: 30 }, (_, index) => (index === 15 ? 900 : 10 + (index % 4)));

    expect(changePoints(skillLevels(daysOfDurations(seconds, 10), 'avg_duration_seconds'))).toEqual([]);
  });

  test.each([
    ['durations that are all alike', skillLevels(daysOfDurations([2, 2, 2, 2, 2, 2, 2, 2]), 'avg_duration_seconds')],
    ['a rate that is always 1', skillLevels(daysOfRates([1, 1, 1, 1, 1, 1, 1, 1], 5), 'completion_rate')],
    ['no call', skillLevels(daysOfCounts(Array.from({ length: 21 }, () => 0)), 'invocation_count')],
    ['no day', skillLevels([], 'completion_rate')],
  ])('in %s', (_, series) => {
    expect(changePoints(series)).toEqual([]);
  });
});

describe('of 400 skills', () => {
  const cases = [14, 30, 90].flatMap((days) => metrics.map((metric) => [days, metric] as const));

  test.each(cases)('without a change, over %d days, at most one in twenty has one in its %s', (days, metric) => {
    const random = seededRandom(days + metric.length);
    const world = { days, calls: 20, rate: 0.9, isWorkweek: true };

    const found = Array.from({ length: 400 }, () =>
      changePoints(skillLevels(simulatedDays(world, random), metric)),
    ).filter((changes) => changes.length > 0);

    expect(found.length / 400).toBeLessThanOrEqual(0.05);
  });

  test.each([
    ['completion_rate', 0.9],
    ['avg_duration_seconds', 0.9],
    ['invocation_count', 0.8],
  ] as const)('with a change in the middle of 90 days, %s shows it within a day in %d of them', (metric, least) => {
    const random = seededRandom(3);
    const change = { trendDays: 45, isStep: true, rateChange: -0.25, durationFactor: 2, callsFactor: 2 };
    const world = { days: 90, calls: 20, rate: 0.9, isWorkweek: true, overdispersion: 2, ...change };

    const found = Array.from({ length: 400 }, () => {
      const days = simulatedDays(world, random);
      const changes = changePoints(skillLevels(days, metric));
      return changes.some(({ day }) => Math.abs(day - (days[45]?.day ?? 0)) <= 1);
    }).filter(Boolean);

    expect(found.length / 400).toBeGreaterThanOrEqual(least);
  });
});
