import { seededRandom } from '@skills/testing';
import type { TrendMetric } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { type DayWorld, simulatedDays } from '../../test/trend-days.ts';
import { benjaminiHochberg } from '../inference/benjamini-hochberg.ts';
import { linearTrend } from './linear-trend.ts';
import { trendSeries } from './trend-points.ts';

const skills = 1000;
const leastCalls = 10;
const historyDays = 28;

/** The p-values of a thousand skills of one world, those with enough calls. */
function pValues(world: Omit<DayWorld, 'days'>, window: number, metric: TrendMetric): readonly number[] {
  const random = seededRandom(window * 1000 + world.calls + metric.length);
  const history = window < 21 ? historyDays : 0;
  return Array.from({ length: skills }, () => {
    const hasDurations = metric === 'avg_duration_seconds';
    const days = simulatedDays({ ...world, days: window + history, trendDays: window, hasDurations }, random);
    const series = trendSeries(days.slice(history), metric);
    if (series.points.reduce((sum, { sampleSize }) => sum + sampleSize, 0) < leastCalls) return [];
    const past = trendSeries(days.slice(0, history), metric).points;
    const trend = linearTrend(series, { history: past, isCount: metric === 'invocation_count' });
    return trend === undefined ? [] : [trend.pValue];
  }).flat();
}

function shareBelow(limit: number, values: readonly number[]): number {
  return values.filter((value) => value < limit).length / values.length;
}

const metrics: readonly TrendMetric[] = ['completion_rate', 'avg_duration_seconds', 'invocation_count'];
const worlds: readonly (readonly [name: string, world: Omit<DayWorld, 'days'>])[] = [
  ['few calls', { calls: 3, rate: 0.85, isWorkweek: true }],
  ['many calls', { calls: 200, rate: 0.85, isWorkweek: true }],
  ['bursts', { calls: 20, rate: 0.95, isWorkweek: true, overdispersion: 3 }],
  ['days like the day before', { calls: 20, rate: 0.85, isWorkweek: true, autocorrelation: 0.3 }],
];

// 1,000 draws at 5 % stay within 5 ± 1.4 % nineteen times in twenty.
const mostFalse = 0.065;

describe('of a thousand skills that do not change', () => {
  const cases = worlds.flatMap(([name, world]) =>
    [7, 14, 30, 90].flatMap((window) => metrics.map((metric) => ({ name, window, metric, world }))),
  );

  test.each(cases)('with $name in $window days, $metric flags at most one in twenty', ({ world, window, metric }) => {
    const values = pValues(world, window, metric);

    expect(values.length).toBeGreaterThan(skills / 2);
    expect(shareBelow(0.05, values)).toBeLessThanOrEqual(mostFalse);
    // After Benjamini-Hochberg nearly none of them is left.
    expect(benjaminiHochberg(values).filter((q) => q < 0.05).length).toBeLessThanOrEqual(3);
  });
});

describe('of a thousand skills that do change', () => {
  // Ideal power, of a z-test that knows the noise: 52 %, 85 % and 100 % for the rate.
  test.each([
    [14, 'completion_rate', 0.35],
    [30, 'completion_rate', 0.65],
    [90, 'completion_rate', 0.99],
    [30, 'avg_duration_seconds', 0.7],
    [90, 'avg_duration_seconds', 0.99],
    [30, 'invocation_count', 0.3],
    [90, 'invocation_count', 0.9],
  ] as const)('over %d days, %s of 20 calls a day finds at least %d', (window, metric, least) => {
    const world = {
      calls: 20,
      rate: 0.85,
      isWorkweek: true,
      overdispersion: metric === 'invocation_count' ? 2 : 1,
      rateChange: -0.15,
      durationFactor: 1.5,
      callsFactor: 1.5,
    };

    expect(shareBelow(0.05, pValues(world, window, metric))).toBeGreaterThanOrEqual(least);
  });
});
