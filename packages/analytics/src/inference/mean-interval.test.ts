import { expect, test } from 'vitest';
import { meanInterval } from './mean-interval.ts';

test("is Student's interval of the mean, from sums alone", () => {
  // scipy.stats.t.interval(0.95, 3, loc=2, scale=std([1, 1, 3, 3], ddof=1) / 2)
  const interval = meanInterval({ count: 4, sum: 8, squareSum: 20 });

  expect(interval?.lower).toBeCloseTo(0.162_613_768_962_921_76, 12);
  expect(interval?.upper).toBeCloseTo(3.837_386_231_037_078_8, 12);
});

test('has no width when all values are one, and is nothing below two values', () => {
  expect(meanInterval({ count: 3, sum: 6, squareSum: 12 })).toEqual({ lower: 2, upper: 2 });
  expect(meanInterval({ count: 1, sum: 6, squareSum: 36 })).toBeUndefined();
});
