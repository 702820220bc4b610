import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToSketch, durationBin, encodeSketch } from './duration-sketch.ts';
import { mergedDurationQuantiles } from './merged-duration-quantiles.ts';

function sketchOf(durations: readonly number[]): Uint8Array {
  const microseconds = durations.map((seconds) => Math.round(seconds * 1e6));
  const squaredMicrosecondsSum = microseconds.reduce((sum, value) => sum + BigInt(value) * BigInt(value), 0n);
  return encodeSketch(addToSketch(undefined, { squaredMicrosecondsSum, bins: microseconds.map(durationBin) }));
}

test('gives nulls when no duration is known', () => {
  expect(mergedDurationQuantiles([])).toEqual({ p50: null, p95: null });
});

test('stays within 1 % of the interpolated value of that rank, however durations are spread over sketches', () => {
  const durations = fc.array(fc.double({ min: 1e-6, max: 31_536_000, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(fc.array(durations, { minLength: 1, maxLength: 6 }), (parts) => {
      const merged = mergedDurationQuantiles(parts.map(sketchOf));

      const sorted = parts.flat().toSorted((a, b) => a - b);
      for (const [fraction, actual] of [
        [0.5, merged.p50],
        [0.95, merged.p95],
      ] as const) {
        const rank = fraction * (sorted.length - 1);
        const [lower = 0, upper = 0] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
        const expected = lower + (upper - lower) * (rank - Math.floor(rank));
        // A stored duration is a whole number of microseconds.
        expect(Math.abs((actual ?? Infinity) - expected)).toBeLessThanOrEqual(expected * 0.01 + 1e-6);
      }
    }),
  );
});

test('puts the 95th percentile of two durations near the longer one', () => {
  const { p50, p95 } = mergedDurationQuantiles([sketchOf([1, 3])]);

  // numpy.quantile([1, 3], [0.5, 0.95])
  expect(p50).toBeCloseTo(2, 1);
  expect(p95).toBeCloseTo(2.9, 1);
});

test('refuses bytes that are no sketch', () => {
  expect(() => mergedDurationQuantiles([Uint8Array.of(0x80)])).toThrow(RangeError);
  expect(() => mergedDurationQuantiles([Uint8Array.of(0, 0xff, 0xff, 0x7f, 1)])).toThrow(RangeError);
});
