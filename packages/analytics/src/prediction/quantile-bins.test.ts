import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binColumn, binOf, quantileBinEdges } from './quantile-bins.ts';

const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 400 });

test('edges ascend, and equal or ascending values have equal or ascending bins', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 256 }), (list, bins) => {
      const edges = quantileBinEdges(Float64Array.from(list), bins);
      const sorted = list.toSorted((a, b) => a - b);
      const found = [...binColumn(edges, Float64Array.from(sorted))];

      expect(edges.length).toBeLessThan(bins);
      expect([...edges]).toEqual([...edges].toSorted((a, b) => a - b));
      expect(new Set(edges).size).toBe(edges.length);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
    }),
  );
});

test('every one of a few distinct values has a bin of its own', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 256 }),
      (list) => {
        // 0 and -0 are one value.
        const distinct = new Set(list.map((value) => value + 0));
        const edges = quantileBinEdges(Float64Array.from(list));

        expect(edges.length).toBe(distinct.size - 1);
        expect(new Set(list.map((value) => binOf(edges, value))).size).toBe(distinct.size);
      },
    ),
  );
});

test('many distinct values fall into bins of about equal size', () => {
  const edges = quantileBinEdges(Float64Array.from({ length: 10_000 }, (_, index) => index ** 2));
  const counts = new Int32Array(256);
  for (let index = 0; index < 10_000; index += 1) {
    const bin = binOf(edges, index ** 2);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }

  expect(edges).toHaveLength(255);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
});

test('values beyond the training rows are in the outermost bins', () => {
  const edges = quantileBinEdges(Float64Array.of(1, 2, 3));

  expect([binOf(edges, -1e300), binOf(edges, 1e300)]).toEqual([0, 2]);
});

test('a number of bins that does not fit a byte is refused', () => {
  expect(() => quantileBinEdges(Float64Array.of(1), 257)).toThrow('got 257');
  expect(() => quantileBinEdges(Float64Array.of(1), 1)).toThrow('got 1');
});
