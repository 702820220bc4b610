import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concurrencyOf } from './concurrency.ts';

const window = { sinceMs: 0, untilMs: 4000 };

test('two calls that overlap for a second', () => {
  const calls = { startsMs: Float64Array.of(0, 1000), endsMs: Float64Array.of(2000, 3000) };

  expect(concurrencyOf(calls, window)).toEqual({
    mean: 1,
    peak: 2,
    p95: 2,
    busyShare: 0.75,
    secondsAt: [1, 2, 1],
  });
});

test('a call that begins when another ends does not overlap it, and one still running counts to the end', () => {
  const calls = { startsMs: Float64Array.of(-5000, 1000), endsMs: Float64Array.of(1000, Infinity) };

  expect(concurrencyOf(calls, window)).toMatchObject({ mean: 1, peak: 1, busyShare: 1 });
});

test('nothing ran', () => {
  const none = { startsMs: new Float64Array(0), endsMs: new Float64Array(0) };

  expect(concurrencyOf(none, window)).toEqual({ mean: 0, peak: 0, p95: 0, busyShare: 0, secondsAt: [4] });
});

test('the time of all levels adds up to the window, and what they hold to the length of the calls', () => {
  const call = fc.record({ start: fc.integer({ min: 0, max: 3999 }), length: fc.integer({ min: 0, max: 5000 }) });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 40 }), (drawn) => {
      const calls = drawn.toSorted((a, b) => a.start - b.start);
      const { mean, secondsAt } = concurrencyOf(
        {
          startsMs: Float64Array.from(calls, ({ start }) => start),
          endsMs: Float64Array.from(calls, ({ start, length }) => start + length),
        },
        window,
      );

      const inside = calls.reduce((sum, { start, length }) => sum + Math.min(4000, start + length) - start, 0);
      expect(secondsAt.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(4, 9);
      expect(mean * 4000).toBeCloseTo(inside, 6);
    }),
  );
});

test.each([
  [{ startsMs: Float64Array.of(1, 0), endsMs: Float64Array.of(2, 2) }, window, 'ascending starts'],
  [{ startsMs: Float64Array.of(3), endsMs: Float64Array.of(2) }, window, 'later ends'],
  [{ startsMs: Float64Array.of(3), endsMs: new Float64Array(0) }, window, 'as many ends'],
  [{ startsMs: Float64Array.of(0), endsMs: Float64Array.of(1) }, { sinceMs: 5, untilMs: 5 }, 'window'],
])('calls that are none are refused: %#', (calls, within, named) => {
  expect(() => concurrencyOf(calls, within)).toThrow(named);
});
