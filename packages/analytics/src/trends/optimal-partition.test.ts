import fc from 'fast-check';
import { expect, test } from 'vitest';
import { optimalPartition, type PartitionOptions, type SegmentCost } from './optimal-partition.ts';
import { binomialCost, normalCost, poissonCost } from './segment-costs.ts';

/** The best of all partitions, tried one by one. */
function bruteForce(length: number, cost: SegmentCost, { penalty, shortest }: PartitionOptions): number {
  const best = (from: number): number => {
    if (from === length) return -penalty;
    let least = Infinity;
    for (let to = from + shortest; to <= length; to += 1) least = Math.min(least, cost(from, to) + penalty + best(to));
    return least;
  };
  return best(0);
}

function totalCost(cost: SegmentCost, bounds: readonly number[], penalty: number): number {
  const segments = bounds.slice(1).map((to, index) => cost(bounds[index] ?? 0, to));
  return segments.reduce((sum, value) => sum + value, 0) + penalty * (bounds.length - 2);
}

const count = fc.integer({ min: 0, max: 20 });

test.each([
  [
    'normal',
    (values: readonly number[]) =>
      normalCost(
        values,
        values.map((_, index) => 1 + (index % 3)),
      ),
  ],
  [
    'poisson',
    (values: readonly number[]) =>
      poissonCost(
        values,
        values.map((_, index) => 1 + (index % 2)),
      ),
  ],
  [
    'binomial',
    (values: readonly number[]) =>
      binomialCost(
        values,
        values.map(() => 20),
      ),
  ],
] as const)('finds the best of all partitions of %s values', (_, costOf) => {
  fc.assert(
    fc.property(
      fc.array(count, { minLength: 4, maxLength: 11 }),
      fc.double({ min: 0, max: 30, noNaN: true }),
      fc.integer({ min: 1, max: 3 }),
      (values, penalty, shortest) => {
        const cost = costOf(values);
        const starts = optimalPartition(values.length, cost, { penalty, shortest });

        const bounds = [0, ...starts, values.length];
        bounds.slice(1).forEach((to, index) => expect(to - (bounds[index] ?? 0)).toBeGreaterThanOrEqual(shortest));
        expect(totalCost(cost, bounds, penalty)).toBeCloseTo(bruteForce(values.length, cost, { penalty, shortest }), 6);
      },
    ),
  );
});

test('cuts where the level changes, and nowhere at a penalty too high', () => {
  const cost = normalCost([1, 1, 9, 9], [1, 1, 1, 1]);

  expect(optimalPartition(4, cost, { penalty: 5, shortest: 1 })).toEqual([2]);
  expect(optimalPartition(4, cost, { penalty: 500, shortest: 1 })).toEqual([]);
  expect(optimalPartition(0, cost, { penalty: 5, shortest: 1 })).toEqual([]);
});

test.each([
  [{ penalty: -1, shortest: 1 }, /got -1/],
  [{ penalty: Number.NaN, shortest: 1 }, /got NaN/],
  [{ penalty: 1, shortest: 0 }, /and 0/],
])('refuses %j', (options, message) => {
  expect(() => optimalPartition(3, () => 0, options)).toThrow(message);
});
