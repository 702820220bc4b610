import { expect, test } from 'vitest';
import { type HourOfWeekTotals, seasonalityProfile } from './seasonality-profile.ts';

const hourMs = 3_600_000;
// 2026-02-02, a Monday.
const mondayMs = Date.UTC(2026, 1, 2);

function hour(hourOfWeek: number, invocations: number): HourOfWeekTotals {
  return { hourOfWeek, invocations, completed: 1, failed: 1, durationCount: 2, durationSecondsSum: 5 };
}

test('hours of the week are told apart, with how well and how fast the skill ran', () => {
  const { hours } = seasonalityProfile([hour(25, 6)], { fromMs: mondayMs, toMs: mondayMs + 168 * hourMs });

  expect(hours).toEqual([
    { weekday: 1, hour: 1, invocations: 6, callsPerHour: 6, completionRate: 0.5, averageDurationSeconds: 2.5 },
  ]);
});

test('an hour that the window holds twice is not twice as busy', () => {
  // Ten days: Monday to Wednesday come twice.
  const span = { fromMs: mondayMs, toMs: mondayMs + 10 * 24 * hourMs };

  const { hours, busiest } = seasonalityProfile([hour(100, 5), hour(10, 8)], span);

  expect(hours.map(({ callsPerHour }) => callsPerHour)).toEqual([4, 5]);
  expect(busiest).toMatchObject({ weekday: 4, hour: 4 });
});

test('part of an hour counts as a part, and an hour outside the window has no rate', () => {
  const span = { fromMs: mondayMs, toMs: mondayMs + 90 * 60_000 };

  const { hours } = seasonalityProfile([hour(0, 4), hour(1, 4), hour(2, 4)], span);

  expect(hours.map(({ callsPerHour }) => callsPerHour)).toEqual([4, 8, null]);
});

test('nothing that ran has no busiest hour', () => {
  expect(seasonalityProfile([], { fromMs: 0, toMs: hourMs })).toEqual({ hours: [], busiest: undefined });
});
