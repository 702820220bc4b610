import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianInPlace, orderStatistic } from './order-statistic.ts';

const values = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true })), { minLength: 1, maxLength: 80 })
  .map((list) => Float64Array.from(list));

test('is what sorting would put there', () => {
  fc.assert(
    fc.property(values, fc.nat(), (list, place) => {
      const index = place % list.length;

      expect(orderStatistic(list.slice(), index)).toBe(list.toSorted()[index]);
    }),
  );
});

test('leaves the smaller before it and the larger behind it', () => {
  fc.assert(
    fc.property(values, fc.nat(), (list, place) => {
      const index = place % list.length;
      const found = orderStatistic(list, index);

      expect(list.subarray(0, index).every((value) => value <= found)).toBe(true);
      expect(list.subarray(index).every((value) => value >= found)).toBe(true);
    }),
  );
});

test('gives the median of an even number as the mean of the middle two', () => {
  expect(medianInPlace(Float64Array.of(9, 1, 3, 4))).toBe(3.5);
  expect(medianInPlace(Float64Array.of(2))).toBe(2);
});

test.each([-1, 2, 0.5, Number.NaN])('refuses the index %d of two', (index) => {
  expect(() => orderStatistic(Float64Array.of(1, 2), index)).toThrow(RangeError);
});
