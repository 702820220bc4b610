import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToSketch, binSeconds, decodeSketch, durationBin, encodeSketch } from './duration-sketch.ts';
import { mergedDurationQuantiles } from './merged-duration-quantiles.ts';

const microseconds = fc.oneof(
  fc.constantFrom(0, 1, 2, 999_999, 1_000_000, 31_536_000_000_000),
  fc.double({ min: 0, max: Math.log(31_536_000_000_000), noNaN: true }).map((log) => Math.floor(Math.exp(log))),
);

function sketchOf(durations: readonly number[]): Uint8Array {
  return encodeSketch(
    addToSketch(undefined, {
      squaredMicrosecondsSum: durations.reduce((sum, duration) => sum + BigInt(duration) ** 2n, 0n),
      bins: durations.map(durationBin),
    }),
  );
}

test('has bins whose middle is within one percent of every duration in them', () => {
  fc.assert(
    fc.property(microseconds, (duration) => {
      const error = Math.abs(binSeconds(durationBin(duration)) * 1e6 - duration);

      expect(error).toBeLessThanOrEqual(duration * 0.01 + 1e-9);
    }),
    { numRuns: 2000 },
  );
});

test('comes back from its bytes', () => {
  fc.assert(
    fc.property(fc.array(microseconds), (durations) => {
      const bytes = sketchOf(durations);

      expect(encodeSketch(decodeSketch(bytes))).toEqual(bytes);
      expect(decodeSketch(bytes).counts.reduce((sum, count) => sum + count, 0)).toBe(durations.length);
    }),
  );
});

test('does not depend on the order and the steps in which durations are added', () => {
  fc.assert(
    fc.property(fc.array(microseconds), fc.array(microseconds), (first, second) => {
      const inSteps = addToSketch(decodeSketch(sketchOf(second)), {
        squaredMicrosecondsSum: decodeSketch(sketchOf(first)).squaredMicrosecondsSum,
        bins: first.map(durationBin).toReversed(),
      });

      expect(encodeSketch(inSteps)).toEqual(sketchOf([...first, ...second]));
    }),
  );
});

test('has no quantiles of nothing, and tells bytes that were cut', () => {
  expect(mergedDurationQuantiles([])).toEqual({ p50: null, p95: null });
  expect(() => decodeSketch(sketchOf([5_000_000]).slice(0, 3))).toThrow(RangeError);
});

test('takes about two bytes a bin', () => {
  const fourteen = Array.from({ length: 14 }, (_, index) => 1_000_000 + index * 150_000);

  expect(sketchOf(fourteen).length).toBeLessThan(45);
});
