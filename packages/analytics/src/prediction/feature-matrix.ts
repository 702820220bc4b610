/** Numbers by feature, one array per name, all of `rows` values. */
export type FeatureMatrix = {
  readonly names: readonly string[];
  readonly rows: number;
  readonly columns: readonly Float64Array[];
};

/**
 * A matrix of named columns.
 *
 * @throws {RangeError} naming the column and the value, when lengths differ or a value is not finite
 * @example
 * featureMatrix({ hourOfDay: Float64Array.of(9, 17), dayOfWeek: Float64Array.of(0, 4) }).rows; // 2
 */
export function featureMatrix(columnsByName: Readonly<Record<string, Float64Array>>): FeatureMatrix {
  const names = Object.keys(columnsByName);
  const columns = Object.values(columnsByName);
  const rows = columns[0]?.length ?? 0;
  if (names.length === 0) throw new RangeError('featureMatrix requires a column, got none');
  for (const [index, column] of columns.entries()) {
    if (column.length !== rows) {
      throw new RangeError(`featureMatrix requires ${rows} values of ${names[index]}, got ${column.length}`);
    }
    const bad = column.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new RangeError(
        `featureMatrix requires finite numbers, got ${column[bad]} for ${names[index]} in row ${bad}`,
      );
    }
  }
  return { names, rows, columns };
}

/** Rows [from, to) without copying. */
export function rowRange({ names, columns }: FeatureMatrix, from: number, to: number): FeatureMatrix {
  return { names, rows: to - from, columns: columns.map((column) => column.subarray(from, to)) };
}

/**
 * The named columns, in the order of the names.
 *
 * @throws {RangeError} naming a column that the matrix does not have
 */
export function columnsNamed(matrix: FeatureMatrix, names: readonly string[]): FeatureMatrix {
  return { names, rows: matrix.rows, columns: names.map((name) => columnNamed(matrix, name)) };
}

/** @throws {RangeError} when there is no such column */
export function columnNamed({ names, columns }: FeatureMatrix, name: string): Float64Array {
  const column = columns[names.indexOf(name)];
  if (column === undefined) throw new RangeError(`the features are ${names.join(', ')}, not ${name}`);
  return column;
}

/**
 * Outcomes as 0 and 1.
 *
 * @throws {RangeError} naming the value and its row
 */
export function requireLabels(caller: string, labels: Uint8Array, rows: number): void {
  if (labels.length !== rows) throw new RangeError(`${caller} requires ${rows} labels, got ${labels.length}`);
  const bad = labels.findIndex((label) => label > 1);
  if (bad >= 0) throw new RangeError(`${caller} requires labels 0 or 1, got ${labels[bad]} in row ${bad}`);
}
