import { expect, test } from 'vitest';
import { isWholeDay, weekdayOf } from './day-totals.ts';

test('weekdays begin with Monday, before 1970 too', () => {
  const days = ['2026-02-02', '2026-02-08', '1970-01-01', '1969-12-28'].map((day) => Date.parse(day) / 86_400_000);

  expect(days.map(weekdayOf)).toEqual([0, 6, 3, 6]);
});

test('a day that lacks an hour is whole, one that lacks more is not', () => {
  expect(isWholeDay({ from: 0, to: 23.5 / 24 })).toBe(true);
  expect(isWholeDay({ from: 0.1, to: 1 })).toBe(false);
});
