import { expect, test } from 'vitest';
import { simulateHourlyLoad } from './simulate-hourly-load.ts';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

test('an hour has on average as many calls as asked for, most of them in working hours', () => {
  const { calls } = simulateHourlyLoad({ seed: 1, weeks: 50, callsPerHour: 20, wandering: 0 });
  const working = calls.filter((_, hour) => Math.floor((hour % 168) / 24) < 5 && hour % 24 >= 8 && hour % 24 < 18);

  expect(sum(calls) / calls.length).toBeGreaterThan(19.5);
  expect(sum(calls) / calls.length).toBeLessThan(20.5);
  expect(sum(working) / sum(calls)).toBeGreaterThan(0.75);
});

test('counts scatter around what they were drawn from as Poisson counts do', () => {
  const { calls, expected } = simulateHourlyLoad({ seed: 2, weeks: 20, callsPerHour: 20, wandering: 0.3 });
  const squares = calls.map((value, hour) => (value - (expected[hour] ?? 0)) ** 2 / (expected[hour] ?? 1));

  expect(sum(squares) / squares.length).toBeGreaterThan(0.93);
  expect(sum(squares) / squares.length).toBeLessThan(1.07);
});
