export type WeightedLeastSquares = {
  /** One per column of the design. */
  readonly coefficients: readonly number[];
  /** (XᵀWX)⁻¹, column by column; times the variance of an observation of weight 1, the covariance of the coefficients. */
  readonly inverse: readonly (readonly number[])[];
  readonly residuals: readonly number[];
};

// A pivot that keeps less than this of its column's square is a column that the others already say.
const collinear = 1e-9;

/**
 * Least squares with weights over any columns, by Cholesky's decomposition of the normal equations. Columns should be
 * centred and of similar size; a column that the others already say makes it `undefined`.
 *
 * @param design - one row per observation, all of the same length; an intercept is a column of ones
 * @param values - one per row
 * @param weights - one per row, positive: the inverse of the variance up to a factor
 * @throws {RangeError} when the lengths differ, there are fewer rows than columns, or a weight is not positive
 * @see Golub & Van Loan (2013), Matrix Computations, §5.3
 * @example
 * weightedLeastSquares([[1, 0], [1, 1], [1, 2]], [1, 3, 5], [1, 1, 1])?.coefficients; // [1, 2]
 */
export function weightedLeastSquares(
  design: readonly ArrayLike<number>[],
  values: readonly number[],
  weights: readonly number[],
): WeightedLeastSquares | undefined {
  const size = design[0]?.length ?? 0;
  requireShape(design, values, weights);
  const normal = Array.from({ length: size }, () => new Float64Array(size));
  const moments = new Float64Array(size);
  for (const [index, row] of design.entries()) {
    const weight = weights[index] ?? 0;
    const weighted = weight * (values[index] ?? 0);
    for (let i = 0; i < size; i += 1) {
      const left = row[i] ?? 0;
      if (left === 0) continue;
      moments[i] = at(moments, i) + left * weighted;
      const target = normal[i];
      if (target === undefined) continue;
      for (let j = 0; j <= i; j += 1) target[j] = at(target, j) + weight * left * (row[j] ?? 0);
    }
  }
  const factor = cholesky(normal);
  if (factor === undefined) return undefined;
  const coefficients = solve(factor, moments);
  const inverse = Array.from({ length: size }, (_, column) => {
    const unit = new Float64Array(size);
    unit[column] = 1;
    return Array.from(solve(factor, unit));
  });
  const residuals = design.map((row, index) => (values[index] ?? 0) - dot(row, coefficients));
  return { coefficients: Array.from(coefficients), inverse, residuals };
}

export function dot(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

function requireShape(
  design: readonly ArrayLike<number>[],
  values: readonly number[],
  weights: readonly number[],
): void {
  const size = design[0]?.length ?? 0;
  if (values.length !== design.length || weights.length !== design.length || design.length < size) {
    throw new RangeError(
      `weightedLeastSquares requires a value and a weight per row and no more columns than rows, got ${design.length} rows of ${size}, ${values.length} values, ${weights.length} weights`,
    );
  }
  const weight = weights.find((candidate) => !(candidate > 0 && candidate < Infinity));
  if (weight !== undefined) throw new RangeError(`weightedLeastSquares requires positive weights, got ${weight}`);
  const value = values.find((candidate) => !Number.isFinite(candidate));
  if (value !== undefined) throw new RangeError(`weightedLeastSquares requires finite values, got ${value}`);
}

/** The lower triangle L with L Lᵀ = the symmetric matrix whose lower triangle is given. */
function cholesky(matrix: readonly Float64Array[]): readonly Float64Array[] | undefined {
  const factor: Float64Array[] = [];
  for (const [i, row] of matrix.entries()) {
    const result = new Float64Array(matrix.length);
    for (const [j, above] of factor.entries()) {
      result[j] = (at(row, j) - partialDot(above, result, j)) / at(above, j);
    }
    const pivot = at(row, i) - partialDot(result, result, i);
    if (!(pivot > collinear * at(row, i))) return undefined;
    result[i] = Math.sqrt(pivot);
    factor.push(result);
  }
  return factor;
}

function solve(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const solution = Float64Array.from(right);
  for (const [i, row] of factor.entries()) {
    solution[i] = (at(solution, i) - partialDot(row, solution, i)) / at(row, i);
  }
  for (let i = factor.length - 1; i >= 0; i -= 1) {
    let sum = at(solution, i);
    for (let j = i + 1; j < factor.length; j += 1) sum -= at(factor[j] ?? solution, i) * at(solution, j);
    solution[i] = sum / at(factor[i] ?? solution, i);
  }
  return solution;
}

/** Of the first `length` entries. */
function partialDot(left: Float64Array, right: Float64Array, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1) sum += at(left, index) * at(right, index);
  return sum;
}

function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? 0;
}
