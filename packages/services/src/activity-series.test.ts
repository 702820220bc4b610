import { expect, test } from 'vitest';
import { dayWindow, midnightMs, skillBucket } from '../test/read-models.ts';
import { activitySeries } from './activity-series.ts';

const dayMs = 86_400_000;

test('a series covers the window with zeros where nothing ran', () => {
  const series = activitySeries(dayWindow, [
    skillBucket({ startMs: midnightMs - 2 * dayMs, invocations: 4 }),
    skillBucket({ invocations: 7 }),
  ]);

  expect(series.sinceMs).toBe(dayWindow.sinceMs);
  expect(series.of({ skillName: 'review', kind: 'skill' })).toEqual([0, 4, 0, 7]);
  expect(series.of({ skillName: 'review', kind: 'tool' })).toEqual([0, 0, 0, 0]);
});

test('a very long window begins with its first call, at most 366 buckets ago', () => {
  const everything = { ...dayWindow, sinceMs: 0 };

  const recent = activitySeries(everything, [skillBucket({ startMs: midnightMs - dayMs })]);
  const old = activitySeries(everything, [skillBucket({ startMs: midnightMs - 5000 * dayMs }), skillBucket()]);

  expect(recent.of({ skillName: 'review', kind: 'skill' })).toEqual([10, 0]);
  expect(old.of({ skillName: 'review', kind: 'skill' })).toHaveLength(366);
});
