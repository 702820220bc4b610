import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costAnomalies } from './cost-anomalies.ts';

const usual = Array.from({ length: 40 }, (_, index) => 0.09 + (index % 5) * 0.005);

test('a huge cost hides the others from the mean, and not from the median', () => {
  const found = costAnomalies([...usual, 0.5, 100]);

  expect(found?.anomalies).toMatchObject([
    { index: 41, costUsd: 100, bySeed: true, byRobust: true },
    { index: 40, costUsd: 0.5, bySeed: false, byRobust: true },
  ]);
});

test('costs that are all the same are no anomalies', () => {
  expect(costAnomalies(Array.from({ length: 50 }, () => 0.2))?.anomalies).toEqual([]);
});

test('a little more than almost equal costs is no anomaly', () => {
  expect(costAnomalies([...Array.from({ length: 50 }, () => 0.2), 0.25])?.anomalies).toEqual([]);
});

test('few costs have no robust threshold, and the plain rule stands alone', () => {
  expect(costAnomalies([1, 1, 1, 10])).toMatchObject({
    robustThreshold: null,
    anomalies: [{ index: 3, bySeed: true, byRobust: false, timesMedian: 10 }],
  });
});

test('no cost is no answer, and costs that are no amounts are refused', () => {
  expect(costAnomalies([])).toBeUndefined();
  expect(() => costAnomalies([1, -1])).toThrow('got -1');
  expect(() => costAnomalies([Number.NaN])).toThrow('got NaN');
});

test('by the plain rule exactly the costs above twice their mean are anomalies, and both rules scale with the costs', () => {
  const costs = fc.array(fc.double({ min: 0.001, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(costs, (list) => {
      const mean = list.reduce((sum, cost) => sum + cost, 0) / list.length;
      const found = costAnomalies(list)?.anomalies ?? [];
      const scaled = costAnomalies(list.map((cost) => cost * 1024))?.anomalies ?? [];

      expect(found.filter(({ bySeed }) => bySeed).map(({ costUsd }) => costUsd)).toEqual(
        list.filter((cost) => cost > 2 * mean).toSorted((a, b) => b - a),
      );
      expect(scaled.filter(({ bySeed }) => bySeed).length).toBe(found.filter(({ bySeed }) => bySeed).length);
    }),
  );
});
