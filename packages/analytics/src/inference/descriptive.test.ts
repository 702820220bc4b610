import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effectSize } from './effect-size.ts';
import { pairwiseSum } from './pairwise-sum.ts';
import { median, medianAbsoluteDeviation, sampleQuantile } from './quantile.ts';
import { sampleMoments } from './sample-moments.ts';
import { skewness } from './skewness.ts';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });

test('a pairwise sum keeps what a running sum loses', () => {
  // numpy.sum(numpy.full(1_000_000, 0.1)); one after the other gives 100000.00000133288.
  expect(pairwiseSum(new Float64Array(1_000_000).fill(0.1))).toBeCloseTo(100_000, 9);
  expect(pairwiseSum([])).toBe(0);
});

test('moments do not depend on a common offset', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }), (list) => {
      const [plain, shifted] = [sampleMoments(list), sampleMoments(list.map((value) => value + 2 ** 40))];

      expect(shifted.variance).toBeCloseTo(plain.variance, 1);
    }),
  );
});

test('a quantile lies among the values and rises with the probability', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  fc.assert(
    fc.property(values, share, share, (list, p, q) => {
      const [low, high] = [sampleQuantile(list, Math.min(p, q)), sampleQuantile(list, Math.max(p, q))];

      expect(low).toBeLessThanOrEqual(high + 1e-9);
      expect(low).toBeGreaterThanOrEqual(Math.min(...list));
      expect(high).toBeLessThanOrEqual(Math.max(...list));
      expect(median(list)).toBeCloseTo(sampleQuantile(list, 0.5), 6);
    }),
  );
});

test('a median and its deviation do not change the values given', () => {
  const list = [9, 1, 5];

  expect([median(list), medianAbsoluteDeviation(list)]).toEqual([5, 4]);
  expect(list).toEqual([9, 1, 5]);
});

test('an effect size is in standard deviations, and says so when there are none', () => {
  expect(effectSize([1, 2, 3], [1, 2, 3])).toEqual({ kind: 'estimated', cohensD: 0, hedgesG: 0 });
  expect(effectSize([1, 1], [1, 1])).toEqual({ kind: 'no-variation' });
  expect(effectSize([1], [1, 1])).toEqual({ kind: 'insufficient-data', required: 2, actual: 1 });
});

test('skewness is unknown where nothing varies', () => {
  expect(skewness([3, 3, 3])).toBeUndefined();
  expect(skewness([1, 2, 3])).toBeCloseTo(0, 12);
});

test.each([
  [() => sampleMoments([]), 'none'],
  [() => sampleMoments([1, Number.NaN]), 'NaN'],
  [() => median([]), 'none'],
  [() => median([Infinity]), 'Infinity'],
  [() => medianAbsoluteDeviation([Number.NaN]), 'NaN'],
  [() => sampleQuantile([1], 1.5), '1.5'],
  [() => skewness([]), 'none'],
  [() => pairwiseSum([1, -Infinity]), '-Infinity'],
])('refuses what is no sample: %s', (call, value) => {
  expect(call).toThrow(RangeError);
  expect(call).toThrow(value);
});
