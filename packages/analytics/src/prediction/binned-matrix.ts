import type { FeatureMatrix } from './feature-matrix.ts';
import { binColumn, binOf, quantileBinEdges } from './quantile-bins.ts';

/** A matrix with every value replaced by the number of its bin. */
export type BinnedMatrix = {
  readonly rows: number;
  readonly columns: readonly Uint8Array[];
  /** Of each column, see `quantileBinEdges`. */
  readonly edges: readonly Float64Array[];
};

/** Bins cut from the matrix itself, for training. */
export function binnedMatrix(matrix: FeatureMatrix): BinnedMatrix {
  return binnedBy(
    matrix.columns.map((column) => quantileBinEdges(column)),
    matrix,
  );
}

/** The bins that a model was trained with, for rows that it has not seen. */
export function binnedBy(edges: readonly Float64Array[], { rows, columns }: FeatureMatrix): BinnedMatrix {
  return {
    rows,
    edges,
    columns: columns.map((column, index) => binColumn(edges[index] ?? new Float64Array(), column)),
  };
}

/**
 * One row in bins.
 *
 * @throws {RangeError} naming the value, when one is not finite or the number of features is another
 */
export function binnedRow(edges: readonly Float64Array[], values: ArrayLike<number>): Uint8Array {
  if (values.length !== edges.length) {
    throw new RangeError(`the model has ${edges.length} features, got ${values.length} values`);
  }
  const row = new Uint8Array(edges.length);
  for (const [index, of] of edges.entries()) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) throw new RangeError(`a feature requires a finite number, got ${value}`);
    row[index] = binOf(of, value);
  }
  return row;
}
