import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTimestampMs, toTimestamp } from './timestamp.ts';

test.each([
  ['2026-02-10T12:34:56.789Z', 1_770_726_896_789],
  ['2026-02-10 12:34:56', 1_770_726_896_000],
  ['2026-02-10T12:34:56.789012', 1_770_726_896_789],
  ['2026-02-10T14:34:56.789+02:00', 1_770_726_896_789],
  ['2026-02-10T07:04:56.789-0530', 1_770_726_896_789],
  ['2024-02-29', 1_709_164_800_000],
])('reads %s as a UTC time', (text, expected) => {
  expect(parseTimestampMs(text)).toBe(expected);
});

test.each(['2026-02-30T00:00:00Z', '2025-02-29', '2026-13-01', '2026-01-01T24:00:00Z', 'yesterday', '', '1e400', '12'])(
  'refuses %j, which is not a real time',
  (text) => {
    expect(parseTimestampMs(text)).toBeUndefined();
  },
);

test('reads back every time that it writes, in 24 characters that sort as time', () => {
  const year10000 = 253_402_300_800_000;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: year10000 - 1 }), fc.integer({ min: 0, max: year10000 - 1 }), (a, b) => {
      expect(parseTimestampMs(toTimestamp(a))).toBe(a);
      expect(toTimestamp(a)).toHaveLength(24);
      expect(toTimestamp(a) < toTimestamp(b)).toBe(a < b);
    }),
  );
});

test('refuses to write a time that has no four-digit year', () => {
  expect(() => toTimestamp(Number.NaN)).toThrow('NaN');
  expect(() => toTimestamp(9e15)).toThrow(RangeError);
});
