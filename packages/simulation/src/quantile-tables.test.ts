import { expect, test } from 'vitest';
import { drawQuantile, exponentialTable, logNormalTable, normalQuantileTable } from './quantile-tables.ts';

test('holds the quantiles of the normal distribution', () => {
  const table = normalQuantileTable();

  // scipy.stats.norm.ppf((i + 0.5) / 1024) for i = 0, 100, 512, 800, 1023
  expect(table[0]).toBeCloseTo(-3.2971933456919635, 5);
  expect(table[100]).toBeCloseTo(-1.2921966183563467, 5);
  expect(table[512]).toBeCloseTo(0.0012239398928049802, 5);
  expect(table[800]).toBeCloseTo(0.7780773111678969, 5);
  expect(table[1023]).toBeCloseTo(3.2971933456919635, 5);
});

test('has the median 1 for log-normal factors', () => {
  const table = logNormalTable(0.5, normalQuantileTable());

  expect(Math.sqrt((table[511] ?? 0) * (table[512] ?? 0))).toBeCloseTo(1, 9);
});

test('has the mean that it was asked for, but for the cut tail, in the exponential table', () => {
  const table = exponentialTable(12.5);

  expect(table.reduce((sum, value) => sum + value, 0) / table.length).toBeCloseTo(12.5, 1);
});

test('picks the entry under a uniform draw', () => {
  const table = Float64Array.of(1, 2, 3, 4);

  expect([0, 0.25, 0.74, 0.999].map((uniform) => drawQuantile(table, uniform))).toEqual([1, 2, 3, 4]);
});
