import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weightedLeastSquares } from './weighted-least-squares.ts';

type Reference = {
  readonly cases: readonly {
    readonly design: readonly (readonly number[])[];
    readonly values: readonly number[];
    readonly weights: readonly number[];
    readonly coefficients: readonly number[];
    readonly inverse: readonly (readonly number[])[];
  }[];
};
// Made by scripts/weighted-least-squares.py.
const { cases }: Reference = JSON.parse(
  readFileSync(new URL('../../test/fixtures/weighted-least-squares.json', import.meta.url), 'utf8'),
);

describe('agrees with the singular value decomposition of numpy', () => {
  test.each(cases)('in case %#', ({ design, values, weights, coefficients, inverse }) => {
    const fit = weightedLeastSquares(design, values, weights);

    coefficients.forEach((expected, index) => expect((fit?.coefficients[index] ?? 0) / expected).toBeCloseTo(1, 9));
    inverse.forEach((row, i) => row.forEach((cell, j) => expect(fit?.inverse[i]?.[j]).toBeCloseTo(cell, 9)));
  });
});

test('residuals are orthogonal to every column, whatever the weights', () => {
  const observation = fc.record({
    x: fc.double({ min: -100, max: 100, noNaN: true }),
    y: fc.double({ min: -100, max: 100, noNaN: true }),
    weight: fc.double({ min: 0.01, max: 1000, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(observation, { minLength: 3, maxLength: 40 }), (rows) => {
      const design = rows.map(({ x }) => [1, x]);
      const weights = rows.map(({ weight }) => weight);
      const fit = weightedLeastSquares(
        design,
        rows.map(({ y }) => y),
        weights,
      );
      const total = weights.reduce((sum, weight) => sum + weight, 0);

      for (const column of [0, 1]) {
        const products = fit?.residuals.map((value, i) => value * (weights[i] ?? 0) * (design[i]?.[column] ?? 0)) ?? [];
        expect(Math.abs(products.reduce((sum, value) => sum + value, 0)) / total).toBeLessThan(1e-4);
      }
    }),
  );
});

test('a column that the others already say has no solution', () => {
  const design = [1, 2, 3, 4].map((x) => [1, x, 2 * x + 3]);

  expect(weightedLeastSquares(design, [1, 2, 3, 4], [1, 1, 1, 1])).toBeUndefined();
});

test.each([
  ['fewer rows than columns', { design: [[1, 2]], values: [1], weights: [1] }, /rows of 2/],
  ['a weight of zero', { design: [[1], [1]], values: [1, 2], weights: [1, 0] }, /weights, got 0/],
  ['a value that is no number', { design: [[1], [1]], values: [1, Number.NaN], weights: [1, 1] }, /values, got NaN/],
])('refuses %s', (_, { design, values, weights }, message) => {
  expect(() => weightedLeastSquares(design, values, weights)).toThrow(message);
});
