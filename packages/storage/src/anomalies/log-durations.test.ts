import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToSketch, durationBin, encodeSketch } from '../rollup/duration-sketch.ts';
import { logDurationsOf } from './log-durations.ts';

test('every duration of a sketch comes back to within 1 %', () => {
  const microseconds = fc.array(fc.integer({ min: 1, max: 31_536_000_000_000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(microseconds, (durations) => {
      const sketch = addToSketch(undefined, { squaredMicrosecondsSum: 2n ** 90n, bins: durations.map(durationBin) });
      const pairs = logDurationsOf(encodeSketch(sketch));
      const seconds = pairs.flatMap((value, index) =>
        index % 2 === 0 ? Array.from({ length: pairs[index + 1] ?? 0 }, () => Math.exp(value)) : [],
      );

      expect(seconds).toHaveLength(durations.length);
      durations
        .toSorted((left, right) => left - right)
        .forEach((duration, index) => {
          const ratio = (seconds[index] ?? 0) / (duration / 1e6);
          expect(Math.abs(ratio - 1)).toBeLessThan(0.0101);
        });
    }),
  );
});

test('refuses bytes that are no sketch', () => {
  expect(() => logDurationsOf(new Uint8Array([0, 0x80]))).toThrow('ends inside a number');
  expect(() => logDurationsOf(new Uint8Array([0, 0xff, 0x7f, 1]))).toThrow('beyond a year');
});
