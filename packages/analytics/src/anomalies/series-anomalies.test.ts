import { seededRandom } from '@skills/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasNab, scoreNab } from '../../test/nab-series.ts';
import { seriesAnomalies, type SeriesPoint } from './series-anomalies.ts';

const minutes = 300_000;

/** A day has 288 points: a wave, noise, and what is added. */
function series(points: number, added: (index: number) => number): readonly SeriesPoint[] {
  const random = seededRandom(11);
  return Array.from({ length: points }, (_, index) => ({
    atMs: index * minutes,
    value: 50 + 20 * Math.sin((index * 2 * Math.PI) / 288) + 4 * (random() + random() - 1) + added(index),
  }));
}

test('a peak that the series never had is an alarm at once', () => {
  const alarms = seriesAnomalies(series(3_000, (index) => (index === 2_500 ? 60 : 0)));

  expect(alarms).toContain(2_500);
});

test('an hour at the wrong time of day is an alarm, although its values are usual', () => {
  // The trough of the wave is 30 at index 216 of a day; there it is as at noon.
  const alarms = seriesAnomalies(series(3_000, (index) => (index >= 2_780 && index < 2_830 ? 35 : 0)));

  expect(alarms.some((index) => index >= 2_780 && index < 2_830)).toBe(true);
});

test('one event is one alarm', () => {
  const alarms = seriesAnomalies(series(3_000, (index) => (index >= 2_500 && index < 2_560 ? 80 : 0)));

  expect(alarms.filter((index) => index >= 2_500 && index < 2_560)).toHaveLength(1);
});

test('only the past is known: later points change nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 120, maxLength: 200 }),
      (values) => {
        const points = values.map((value, index) => ({ atMs: index * minutes, value }));
        const early = seriesAnomalies(points.slice(0, 110));

        expect(seriesAnomalies(points).filter((index) => index < 110)).toEqual(early);
      },
    ),
  );
});

test('series without movement and without points have no alarms', () => {
  expect(seriesAnomalies([])).toEqual([]);
  expect(seriesAnomalies(Array.from({ length: 500 }, (_, index) => ({ atMs: index, value: 7 })))).toEqual([]);
});

test('refuses what is no series', () => {
  const ok = { atMs: 0, value: 1 };
  expect(() => seriesAnomalies([ok, { atMs: 1, value: Number.NaN }])).toThrow(RangeError);
  expect(() => seriesAnomalies([ok, { atMs: 0, value: 1 }])).toThrow('times that rise');
  expect(() => seriesAnomalies([ok, ok], { share: 0 })).toThrow('got 0');
});

// The series lie beside some checkouts only: they may not be copied.
describe.skipIf(!hasNab)('on the Numenta Anomaly Benchmark', () => {
  test('more windows are hit than by any published simple detector, with fewer than half its false positives', () => {
    const { ours, published } = scoreNab();
    const others = Object.values(published);

    expect(others).toHaveLength(3);
    expect(ours.windows).toBe(26);
    expect(ours.windowsHit).toBeGreaterThan(Math.max(...others.map(({ windowsHit }) => windowsHit)));
    expect(ours.falsePositives).toBeLessThan(0.5 * Math.min(...others.map(({ falsePositives }) => falsePositives)));
  });
});
