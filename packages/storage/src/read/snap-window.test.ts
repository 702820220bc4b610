import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs, hourMs, snapWindow } from './snap-window.ts';

const times = fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 });

test('widens a window of up to 48 hours to whole hours', () => {
  const sinceMs = Date.UTC(2026, 1, 8, 12, 34, 56);

  expect(snapWindow({ sinceMs, untilMs: sinceMs + 48 * hourMs })).toEqual({
    sinceMs: Date.UTC(2026, 1, 8, 12),
    untilMs: Date.UTC(2026, 1, 10, 13),
    bucket: 'hour',
  });
});

test('widens a longer window, and any window of one project or of days, to UTC days', () => {
  const sinceMs = Date.UTC(2026, 1, 8, 12, 34, 56);
  const days = { sinceMs: Date.UTC(2026, 1, 8), bucket: 'day' };

  expect(snapWindow({ sinceMs, untilMs: sinceMs + 48 * hourMs + 1 })).toEqual({
    ...days,
    untilMs: Date.UTC(2026, 1, 11),
  });
  expect(snapWindow({ sinceMs, untilMs: sinceMs + 1, projectId: 'p' })).toEqual({
    ...days,
    untilMs: Date.UTC(2026, 1, 9),
  });
  expect(snapWindow({ sinceMs, untilMs: sinceMs + 1, bucket: 'day' })).toEqual({
    ...days,
    untilMs: Date.UTC(2026, 1, 9),
  });
});

test('contains what was asked for, exceeds it by less than a bucket at each end, and stays when snapped again', () => {
  fc.assert(
    fc.property(times, fc.nat(400 * dayMs), (sinceMs, length) => {
      const untilMs = sinceMs + length;

      const window = snapWindow({ sinceMs, untilMs });

      const bucketMs = window.bucket === 'hour' ? hourMs : dayMs;
      expect(window.sinceMs).toBeLessThanOrEqual(sinceMs);
      expect(sinceMs - window.sinceMs).toBeLessThan(bucketMs);
      expect(window.untilMs).toBeGreaterThanOrEqual(untilMs);
      expect(window.untilMs - untilMs).toBeLessThan(bucketMs);
      expect([window.sinceMs % bucketMs, window.untilMs % bucketMs]).toEqual([0, 0]);
    }),
  );
});

test('refuses a window that ends before it begins', () => {
  expect(() => snapWindow({ sinceMs: 2, untilMs: 1 })).toThrow(RangeError);
  expect(() => snapWindow({ sinceMs: Number.NaN, untilMs: 1 })).toThrow(RangeError);
});
