import { expect, test } from 'vitest';
import { earliestMs, timestampOption, windowOption } from './time-option.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);

test('a window is 30 days up to and with now unless told otherwise', () => {
  expect(windowOption({}, nowMs)).toEqual({ sinceMs: nowMs - 30 * 86_400_000, untilMs: nowMs + 1 });
});

test.each([
  ['24h', nowMs - 86_400_000],
  ['90m', nowMs - 5_400_000],
  ['7d', nowMs - 7 * 86_400_000],
  ['2w', nowMs - 14 * 86_400_000],
  ['all', earliestMs],
  ['999999d', earliestMs],
  ['2026-02-09', Date.UTC(2026, 1, 9)],
  ['2026-02-09T10:00:00+02:00', Date.UTC(2026, 1, 9, 8)],
])('--since %s is read', (since, sinceMs) => {
  expect(windowOption({ since }, nowMs).sinceMs).toBe(sinceMs);
});

test.each(['7', '-7d', 'yesterday', '2026-02-30', '', '1e3d'])('--since %s is refused by name and value', (since) => {
  expect(() => windowOption({ since }, nowMs)).toThrow(`--since ${since}: expected 24h, 7d`);
});

test('a window that ends before it begins is refused', () => {
  expect(() => windowOption({ since: '1d', until: '2d' }, nowMs)).toThrow('--since 1d is not before --until 2d');
});

test('a single time must be a real one', () => {
  expect(timestampOption({ now: '2026-02-10T12:00:00Z' }, 'now')).toBe(nowMs);
  expect(timestampOption({}, 'now')).toBeUndefined();
  expect(() => timestampOption({ now: '7d' }, 'now')).toThrow('--now 7d: expected a time');
});
