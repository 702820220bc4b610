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

/** L into the lower triangle. Row i of L is the solution of Lx = aᵢ, for which the rows before are enough. */
function factorise(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row += 1) {
    const start = row * size;
    solveLower({ lower: matrix, size, x: matrix, start }, 0, row);
    let rest = matrix[start + row] ?? 0;
    for (let column = 0; column < row; column += 1) rest -= (matrix[start + column] ?? 0) ** 2;
    if (!(rest > 0)) throw new RangeError(`a matrix is not positive definite at row ${row}`);
    matrix[start + row] = Math.sqrt(rest);
  }
}

/** Row `i` of the result is column `i` of L⁻¹, so that a later product runs along rows. */
function invertLower(lower: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const start = column * size;
    inverse[start + column] = 1;
    solveLower({ lower, size, x: inverse, start }, column, size);
  }
  return inverse;
}

type LowerSystem = {
  readonly lower: Float64Array;
  readonly size: number;
  /** From `start` on the right side, and then the solution. */
  readonly x: Float64Array;
  readonly start: number;
};

/** Solves the rows [from, to) of Lx = b, four at a time. Before `from` the solution is 0. */
function solveLower({ lower, size, x, start }: LowerSystem, from: number, to: number): void {
  const sums = new Float64Array(4);
  for (let first = from; first < to; first += 4) {
    const rows = Math.min(4, to - first);
    if (rows === 4) dotFour(sums, x, start + from, lower, first * size + from, size, first - from);
    for (let row = first; row < first + rows; row += 1) {
      let sum = rows === 4 ? (sums[row - first] ?? 0) : dot(lower, row * size + from, x, start + from, first - from);
      for (let column = first; column < row; column += 1) {
        sum += (lower[row * size + column] ?? 0) * (x[start + column] ?? 0);
      }
      x[start + row] = ((x[start + row] ?? 0) - sum) / (lower[row * size + row] ?? 1);
    }
  }
}

/** (A⁻¹)ᵢⱼ = Σₖ≥max(i,j) (L⁻¹)ₖᵢ (L⁻¹)ₖⱼ. */
function productOfTransposed(
  columns: Float64Array,
  target: Float64Array<ArrayBuffer>,
  size: number,
): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(4);
  for (let left = 0; left < size; left += 1) {
    for (let first = left; first < size; first += 4) {
      const count = Math.min(4, size - first);
      // The others are 0 where the first one is not yet.
      if (count === 4) dotFour(sums, columns, left * size + first, columns, first * size + first, size, size - first);
      for (let right = first; right < first + count; right += 1) {
        const sum =
          count === 4
            ? (sums[right - first] ?? 0)
            : dot(columns, left * size + right, columns, right * size + right, size - right);
        target[left * size + right] = sum;
        target[right * size + left] = sum;
      }
    }
  }
  return target;
}

/** One part of a row times the same part of four rows that follow each other: what is loaded of the one is used four times. */
// oxlint-disable-next-line max-params -- as for `dot`
function dotFour(
  sums: Float64Array,
  one: Float64Array,
  oneStart: number,
  four: Float64Array,
  fourStart: number,
  stride: number,
  length: number,
): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  let [e, f, g, h] = [0, 0, 0, 0];
  const second = fourStart + stride;
  const third = second + stride;
  const fourth = third + stride;
  const whole = length - (length % 2);
  for (let index = 0; index < whole; index += 2) {
    const left = one[oneStart + index] ?? 0;
    const right = one[oneStart + index + 1] ?? 0;
    a += left * (four[fourStart + index] ?? 0);
    b += left * (four[second + index] ?? 0);
    c += left * (four[third + index] ?? 0);
    d += left * (four[fourth + index] ?? 0);
    e += right * (four[fourStart + index + 1] ?? 0);
    f += right * (four[second + index + 1] ?? 0);
    g += right * (four[third + index + 1] ?? 0);
    h += right * (four[fourth + index + 1] ?? 0);
  }
  if (whole < length) {
    const left = one[oneStart + whole] ?? 0;
    a += left * (four[fourStart + whole] ?? 0);
    b += left * (four[second + whole] ?? 0);
    c += left * (four[third + whole] ?? 0);
    d += left * (four[fourth + whole] ?? 0);
  }
  sums[0] = a + e;
  sums[1] = b + f;
  sums[2] = c + g;
  sums[3] = d + h;
}

// oxlint-disable-next-line max-params -- positions in two arrays; an object per call would cost more than the work
function dot(left: Float64Array, leftStart: number, right: Float64Array, rightStart: number, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1) {
    sum += (left[leftStart + index] ?? 0) * (right[rightStart + index] ?? 0);
  }
  return sum;
}
