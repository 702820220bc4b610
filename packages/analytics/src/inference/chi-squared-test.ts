import { chiSquaredSurvival } from '../distributions/chi-squared-distribution.ts';
import { requireCount } from '../distributions/requirements.ts';

export type ChiSquaredTest =
  | { readonly kind: 'tested'; readonly chiSquared: number; readonly degreesOfFreedom: number; readonly pValue: number }
  /** Fewer than two rows or two columns hold anything, so that there is nothing to compare. */
  | { readonly kind: 'no-variation'; readonly pValue: 1 };

export type ChiSquaredOptions = {
  /** Yates' half step towards what is expected, for tables of two by two; off unless told otherwise. */
  readonly continuity?: boolean | undefined;
};

/**
 * Pearson's test that rows and columns of a table of counts are independent. Empty rows and columns are left out.
 *
 * @param table - rows of counts, all of one length
 * @throws {RangeError} when a cell is not an integer `>= 0`, or the rows differ in length
 * @see Pearson (1900), Philosophical Magazine 50(302):157-175
 * @example
 * chiSquaredIndependenceTest([[120, 880], [150, 850]]); // chiSquared 3.8536, degreesOfFreedom 1, pValue 0.0496
 */
export function chiSquaredIndependenceTest(
  table: readonly (readonly number[])[],
  options: ChiSquaredOptions = {},
): ChiSquaredTest {
  const columns = table[0]?.length ?? 0;
  for (const row of table) {
    if (row.length !== columns) throw new RangeError(`a table requires rows of ${columns} cells, got ${row.length}`);
    for (const count of row) requireCount(count, 'a cell of a table');
  }
  const rowTotals = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columnTotals = Array.from({ length: columns }, (_, column) =>
    table.reduce((sum, row) => sum + (row[column] ?? 0), 0),
  );
  const total = rowTotals.reduce((sum, count) => sum + count, 0);
  const usedRows = rowTotals.filter((count) => count > 0).length;
  const usedColumns = columnTotals.filter((count) => count > 0).length;
  const degreesOfFreedom = (usedRows - 1) * (usedColumns - 1);
  if (usedRows < 2 || usedColumns < 2) return { kind: 'no-variation', pValue: 1 };
  const step = options.continuity === true && degreesOfFreedom === 1 ? 0.5 : 0;
  let chiSquared = 0;
  table.forEach((row, r) => {
    row.forEach((count, c) => {
      const expected = ((rowTotals[r] ?? 0) * (columnTotals[c] ?? 0)) / total;
      if (expected === 0) return;
      const distance = Math.abs(count - expected);
      chiSquared += (distance - Math.min(step, distance)) ** 2 / expected;
    });
  });
  return { kind: 'tested', chiSquared, degreesOfFreedom, pValue: chiSquaredSurvival(chiSquared, degreesOfFreedom) };
}

/**
 * Pearson's test that counts follow given shares.
 *
 * @param observed - counts, at least two
 * @param shares - what is expected of each, `> 0`; they need not sum to 1
 * @throws {RangeError} when a count or share is outside its range, or their numbers differ
 * @example
 * chiSquaredGoodnessOfFitTest([5500, 4500], [0.5, 0.5]); // chiSquared 100, degreesOfFreedom 1, pValue 1.52e-23
 */
export function chiSquaredGoodnessOfFitTest(observed: readonly number[], shares: readonly number[]): ChiSquaredTest {
  if (observed.length !== shares.length || observed.length < 2) {
    throw new RangeError(
      `chiSquaredGoodnessOfFitTest requires as many shares as counts and at least two, got ${observed.length} counts and ${shares.length} shares`,
    );
  }
  const wrong = shares.find((share) => !(share > 0 && share < Infinity));
  if (wrong !== undefined) throw new RangeError(`chiSquaredGoodnessOfFitTest requires shares > 0, got ${wrong}`);
  const total = observed.reduce((sum, count) => sum + requireCount(count, 'an observed count'), 0);
  if (total === 0) return { kind: 'no-variation', pValue: 1 };
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const chiSquared = observed.reduce((sum, count, index) => {
    const expected = (total * (shares[index] ?? 0)) / whole;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  const degreesOfFreedom = observed.length - 1;
  return { kind: 'tested', chiSquared, degreesOfFreedom, pValue: chiSquaredSurvival(chiSquared, degreesOfFreedom) };
}
