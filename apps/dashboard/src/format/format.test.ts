import { expect, test } from 'vitest';
import { formatPercentChange, formatPoints } from './signed.ts';
import { formatClock, formatMoment, formatWindow } from './time.ts';
import { formatUsdEach } from './usd-each.ts';

test('small amounts are told in cents', () => {
  expect([0.014, 0.5, 0.0012, 0.00001, 1.5, 0, null].map(formatUsdEach)).toEqual([
    '1.4 ¢',
    '50 ¢',
    '0.12 ¢',
    '<0.01 ¢',
    '$1.50',
    '$0.00',
    '–',
  ]);
});

test('changes have a sign, also the change that is none', () => {
  expect([0.03, -0.012, 0.001].map(formatPoints)).toEqual(['+3 points', '−1 point', '±0 points']);
  expect([18.4, -13, 0.2, null].map(formatPercentChange)).toEqual(['+18 %', '−13 %', '±0 %', '–']);
});

test('a window is told by its days, a short one by its hours', () => {
  const day = { since: '2026-11-14T00:00:00.000Z', until: '2026-11-22T00:00:00.000Z' };
  const hours = { since: '2026-11-20T09:00:00.000Z', until: '2026-11-21T10:00:00.000Z' };
  const months = { since: '2026-10-22T00:00:00.000Z', until: '2026-11-22T00:00:00.000Z' };

  expect(formatWindow(day)).toBe('14–21 Nov 2026 UTC');
  expect(formatWindow(months)).toBe('22 Oct–21 Nov 2026 UTC');
  expect(formatWindow({ ...months, since: '2025-12-24T00:00:00.000Z' })).toBe('24 Dec 2025–21 Nov 2026 UTC');
  expect(formatWindow({ ...months, since: '2000-01-01T00:00:00.000Z' })).toBe('up to 21 Nov 2026 UTC');
  expect(formatWindow(hours)).toBe('20 Nov 09:00 to 21 Nov 10:00 UTC');
  expect(formatMoment('2026-11-03T07:05:00.000Z')).toBe('3 Nov 07:05');
  expect(formatClock(new Date(2026, 10, 21, 9, 5).getTime())).toBe('09:05');
});
