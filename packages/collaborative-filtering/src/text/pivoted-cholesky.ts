export type PivotedCholesky = {
  /** Rows of the kernel that were chosen, the first first. */
  readonly pivots: readonly number[];
  /** size × rank, row-major: K ≈ LLᵀ. The rows of the pivots are lower triangular. */
  readonly lower: Float64Array;
  readonly rank: number;
};

export type PivotedCholeskyOptions = {
  /** Largest rank. */
  readonly maxRank: number;
  /** Ends when no diagonal element of the rest is larger. */
  readonly tolerance: number;
};

/**
 * Low-rank factor of a symmetric positive semidefinite matrix with ones on its diagonal, of which columns are asked for
 * one at a time. Greedy: the row that is explained least is taken next. Exact once the rank is reached.
 *
 * @param column - K's column of a row, `size` numbers
 * @see Harbrecht, Peters and Schneider (2012), doi:10.1016/j.apnum.2011.10.001
 */
export function pivotedCholesky(
  size: number,
  column: (row: number) => Float64Array,
  { maxRank, tolerance }: PivotedCholeskyOptions,
): PivotedCholesky {
  const limit = Math.min(size, maxRank);
  const rest = new Float64Array(size).fill(1);
  const columns: Float64Array[] = [];
  const pivots: number[] = [];
  while (pivots.length < limit) {
    const pivot = largest(rest);
    const left = rest[pivot] ?? 0;
    if (left <= tolerance) break;
    const next = column(pivot).slice();
    for (const known of columns) {
      const factor = known[pivot] ?? 0;
      if (factor === 0) continue;
      for (let row = 0; row < size; row += 1) next[row] = (next[row] ?? 0) - factor * (known[row] ?? 0);
    }
    const root = Math.sqrt(left);
    for (let row = 0; row < size; row += 1) {
      const value = (next[row] ?? 0) / root;
      next[row] = value;
      rest[row] = Math.max(0, (rest[row] ?? 0) - value * value);
    }
    for (const taken of pivots) next[taken] = 0;
    next[pivot] = root;
    rest[pivot] = 0;
    pivots.push(pivot);
    columns.push(next);
  }
  return { pivots, rank: pivots.length, lower: rowMajor(columns, size) };
}

function largest(values: Float64Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] ?? 0) > (values[best] ?? 0) + 1e-12) best = index;
  }
  return best;
}

function rowMajor(columns: readonly Float64Array[], size: number): Float64Array {
  const rank = columns.length;
  const matrix = new Float64Array(size * rank);
  columns.forEach((column, at) => {
    for (let row = 0; row < size; row += 1) matrix[row * rank + at] = column[row] ?? 0;
  });
  return matrix;
}
