/**
 * Inverse of a symmetric positive definite matrix by its Cholesky factor: A = LLᵀ, A⁻¹ = L⁻ᵀL⁻¹. All inner loops run
 * along rows.
 *
 * @param matrix - row-major, size × size; overwritten and returned
 * @throws {RangeError} when it is not positive definite
 */
export function invertPositiveDefinite(matrix: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  factorise(matrix, size);
  const inverse = invertLower(matrix, size);
  return productOfTransposed(inverse, matrix, size);
}

/** L into the lower triangle. */
function factorise(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row += 1) {
    const rowStart = row * size;
    for (let column = 0; column < row; column += 1) {
      const columnStart = column * size;
      const rest = (matrix[rowStart + column] ?? 0) - dot(matrix, rowStart, matrix, columnStart, column);
      matrix[rowStart + column] = rest / (matrix[columnStart + column] ?? 1);
    }
    const rest = (matrix[rowStart + row] ?? 0) - dot(matrix, rowStart, matrix, rowStart, row);
    if (!(rest > 0)) throw new RangeError(`a matrix is not positive definite at row ${row}`);
    matrix[rowStart + row] = Math.sqrt(rest);
  }
}

/** Row `i` of the result is column `i` of L⁻¹, so that a later product runs along rows. */
function invertLower(lower: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const target = column * size;
    inverse[target + column] = 1 / (lower[target + column] ?? 1);
    for (let row = column + 1; row < size; row += 1) {
      const rowStart = row * size;
      const sum = dot(lower, rowStart + column, inverse, target + column, row - column);
      inverse[target + row] = -sum / (lower[rowStart + row] ?? 1);
    }
  }
  return inverse;
}

/** (A⁻¹)ᵢⱼ = Σₖ≥max(i,j) (L⁻¹)ₖᵢ (L⁻¹)ₖⱼ. */
function productOfTransposed(
  columns: Float64Array,
  target: Float64Array<ArrayBuffer>,
  size: number,
): Float64Array<ArrayBuffer> {
  for (let left = 0; left < size; left += 1) {
    for (let right = left; right < size; right += 1) {
      const sum = dot(columns, left * size + right, columns, right * size + right, size - right);
      target[left * size + right] = sum;
      target[right * size + left] = sum;
    }
  }
  return target;
}

/** Four sums at once: a processor adds them side by side. */
// oxlint-disable-next-line max-params -- positions in two arrays; an object per call would cost more than the work
function dot(left: Float64Array, leftStart: number, right: Float64Array, rightStart: number, length: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  const whole = length - (length % 4);
  for (let index = 0; index < whole; index += 4) {
    first += (left[leftStart + index] ?? 0) * (right[rightStart + index] ?? 0);
    second += (left[leftStart + index + 1] ?? 0) * (right[rightStart + index + 1] ?? 0);
    third += (left[leftStart + index + 2] ?? 0) * (right[rightStart + index + 2] ?? 0);
    fourth += (left[leftStart + index + 3] ?? 0) * (right[rightStart + index + 3] ?? 0);
  }
  for (let index = whole; index < length; index += 1) {
    first += (left[leftStart + index] ?? 0) * (right[rightStart + index] ?? 0);
  }
  return first + second + (third + fourth);
}
