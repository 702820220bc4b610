import { simulateHourlyLoad } from '@skills/simulation';
import { expect, test } from 'vitest';
import { hourForecast } from './hour-forecast.ts';

function pooled(callsPerHour: number, wandering: number, lead: number) {
  const sums = { hours: 0, covered: 0, own: 0, week: 0, hour: 0, next: 0 };
  const worlds = 30;
  for (let seed = 1; seed <= worlds; seed += 1) {
    const { calls } = simulateHourlyLoad({ seed, weeks: 3, callsPerHour, wandering });
    // The hour to come is a different one of the day in every world.
    const until = calls.length - lead - (seed % 24);
    const forecast = hourForecast(calls.subarray(0, until), { lead });
    if (forecast.kind !== 'forecast') throw new Error('three weeks must be enough');
    const value = calls[until - 1 + lead] ?? Number.NaN;
    sums.next += Number(forecast.interval.lower <= value && value <= forecast.interval.upper);
    sums.hours += forecast.backtest.hours;
    sums.covered += forecast.backtest.covered;
    sums.own += forecast.backtest.meanAbsoluteError;
    sums.week += forecast.backtest.sameHourLastWeekError;
    sums.hour += forecast.backtest.lastHourError;
  }
  return { ...sums, coverage: sums.covered / sums.hours, next: sums.next / worlds };
}

test.each([
  [2, 0.2, 1],
  [20, 0.3, 2],
  [500, 0.3, 1],
  [20, 0, 2],
])(
  'of %f calls an hour with a level wandering by %f, %i hours ahead, intervals hold what they promise',
  (calls, wandering, lead) => {
    const figures = pooled(calls, wandering, lead);

    expect(figures.coverage).toBeGreaterThan(0.86);
    expect(figures.coverage).toBeLessThan(0.94);
    // 21 of 30 is where chance alone gets once in a thousand times.
    expect(figures.next).toBeGreaterThanOrEqual(0.7);
    expect(figures.own).toBeLessThan(figures.week);
    expect(figures.own).toBeLessThan(figures.hour);
  },
);

test('the backtest knows no more than was known then: later hours change nothing about earlier ones', () => {
  const { calls } = simulateHourlyLoad({ seed: 5, weeks: 3, callsPerHour: 20, wandering: 0.3 });
  const changed = calls.slice();
  changed.fill(1_000, calls.length - 1);

  const [before, after] = [hourForecast(calls, { lead: 2 }), hourForecast(changed, { lead: 2 })];

  if (before.kind !== 'forecast' || after.kind !== 'forecast') throw new Error('three weeks must be enough');
  const lastError = Math.abs(1_000 - (calls.at(-1) ?? 0));
  const sumOf = ({ backtest }: typeof before): number => backtest.meanAbsoluteError * backtest.hours;
  expect(sumOf(after) - sumOf(before)).toBeLessThanOrEqual(lastError + 1e-6);
  expect(Math.abs(after.backtest.covered - before.backtest.covered)).toBeLessThanOrEqual(1);
});

test('a quiet log is forecast to stay quiet', () => {
  expect(hourForecast(new Float64Array(504))).toMatchObject({
    kind: 'forecast',
    expected: 0,
    interval: { lower: 0, upper: 0 },
  });
});

test('ten days are the least', () => {
  expect(hourForecast(new Float64Array(239))).toEqual({
    kind: 'insufficient-data',
    requiredHours: 240,
    actualHours: 239,
  });
  expect(hourForecast(new Float64Array(240))).toMatchObject({ kind: 'forecast' });
});

test('a lead or a confidence that is none is refused', () => {
  expect(() => hourForecast(new Float64Array(504), { lead: 0 })).toThrow('lead from 1 to 24 hours, got 0');
  expect(() => hourForecast(new Float64Array(504), { confidence: 1 })).toThrow('got 1');
});
