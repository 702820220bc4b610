import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pivotedCholesky } from './pivoted-cholesky.ts';

/** Products of unit vectors: ones on the diagonal. */
const kernels = fc
  .array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((rows) => {
    const units = rows.map((row) => {
      const length = Math.hypot(...row, 0.1);
      return [...row, 0.1].map((value) => value / length);
    });
    return units.map((a) =>
      Float64Array.from(units, (b) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)),
    );
  });

test('multiplies back to the matrix when the rank suffices', () => {
  fc.assert(
    fc.property(kernels, (kernel) => {
      const size = kernel.length;
      const { lower, rank } = pivotedCholesky(size, (row) => kernel[row] ?? new Float64Array(), {
        maxRank: size,
        tolerance: 1e-12,
      });

      for (let a = 0; a < size; a += 1) {
        for (let b = 0; b < size; b += 1) {
          let sum = 0;
          for (let k = 0; k < rank; k += 1) sum += (lower[a * rank + k] ?? 0) * (lower[b * rank + k] ?? 0);
          expect(sum).toBeCloseTo(kernel[a]?.[b] ?? Number.NaN, 5);
        }
      }
    }),
  );
});

test('rows of pivots are lower triangular, and the rank is bounded', () => {
  fc.assert(
    fc.property(kernels, fc.integer({ min: 1, max: 3 }), (kernel, maxRank) => {
      const { lower, rank, pivots } = pivotedCholesky(kernel.length, (row) => kernel[row] ?? new Float64Array(), {
        maxRank,
        tolerance: 1e-9,
      });

      expect(rank).toBeLessThanOrEqual(maxRank);
      pivots.forEach((pivot, at) => {
        for (let later = at + 1; later < rank; later += 1) expect(lower[pivot * rank + later]).toBe(0);
      });
    }),
  );
});
