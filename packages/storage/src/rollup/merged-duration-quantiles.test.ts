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

test('stays within 1 % of the value of that rank, however durations are spread over sketches', () => {
  const durations = fc.array(fc.double({ min: 1e-6, max: 31_536_000, noNaN: true }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(fc.array(durations, { minLength: 1, maxLength: 6 }), (parts) => {
      const merged = mergedDurationQuantiles(parts.map(sketchOf));

      const sorted = parts.flat().toSorted((a, b) => a - b);
      for (const [fraction, actual] of [
        [0.5, merged.p50],
        [0.95, merged.p95],
      ] as const) {
        const expected = sorted[Math.floor(fraction * (sorted.length - 1))] ?? 0;
        // A stored duration is a whole number of microseconds.
        expect(Math.abs((actual ?? Infinity) - expected)).toBeLessThanOrEqual(expected * 0.01 + 1e-6);
      }
    }),
  );
});

test('refuses bytes that are no sketch', () => {
  expect(() => mergedDurationQuantiles([Uint8Array.of(0x80)])).toThrow(RangeError);
  expect(() => mergedDurationQuantiles([Uint8Array.of(0, 0xff, 0xff, 0x7f, 1)])).toThrow(RangeError);
});
