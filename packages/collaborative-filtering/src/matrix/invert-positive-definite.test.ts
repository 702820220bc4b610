import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { invertPositiveDefinite } from './invert-positive-definite.ts';

/** XᵀX + I of a random X. */
function positiveDefinite(size: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const rows = Array.from({ length: size + 3 }, () => Array.from({ length: size }, () => random() - 0.5));
  return Float64Array.from({ length: size * size }, (_, cell) => {
    const left = Math.floor(cell / size);
    const right = cell % size;
    return rows.reduce((sum, row) => sum + (row[left] ?? 0) * (row[right] ?? 0), left === right ? 1 : 0);
  });
}

test.each([1, 2, 3, 4, 5, 17, 64])('times the matrix is the identity, of %i rows', (size) => {
  const matrix = positiveDefinite(size, size);

  const inverse = invertPositiveDefinite(matrix.slice(), size);

  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let sum = 0;
      for (let index = 0; index < size; index += 1) {
        sum += (matrix[row * size + index] ?? 0) * (inverse[index * size + column] ?? 0);
      }
      expect(sum).toBeCloseTo(row === column ? 1 : 0, 10);
    }
  }
});

test('refuses what is not positive definite, and says where', () => {
  expect(() => invertPositiveDefinite(Float64Array.from([1, 2, 2, 1]), 2)).toThrow('not positive definite at row 1');
  expect(() => invertPositiveDefinite(Float64Array.from([Number.NaN]), 1)).toThrow('not positive definite at row 0');
});
