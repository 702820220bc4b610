import { areaUnderCurve } from './classification-scores.ts';
import type { FeatureMatrix } from './feature-matrix.ts';
import { randomBits, shuffledIndices } from '../random/random-bits.ts';

export type ImportanceOptions = {
  /** Shuffles per feature. */
  readonly repeats: number;
  readonly seed: number;
};

/**
 * How much the area under the ROC curve falls when one feature is shuffled among the rows, as the mean over several
 * shuffles. A feature that the model does not use has exactly 0, one that only misleads it is below.
 *
 * @param predict - probabilities of a matrix
 * @param rows - rows that the model was not trained on, with their outcomes
 * @returns the fall by feature; all 0 when the rows have one class only
 * @see Breiman (2001), Machine Learning 45:5-32, doi:10.1023/A:1010933404324
 */
export function permutationImportance(
  predict: (matrix: FeatureMatrix) => Float64Array,
  rows: { readonly matrix: FeatureMatrix; readonly labels: Uint8Array },
  { repeats, seed }: ImportanceOptions,
): Readonly<Record<string, number>> {
  const { matrix, labels } = rows;
  const whole = areaUnderCurve(predict(matrix), labels);
  const falls = matrix.names.map((name, feature) => {
    if (whole === undefined) return [name, 0] as const;
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const shuffled = withShuffled(matrix, feature, randomBits(seed, feature * repeats + repeat));
      sum += whole - (areaUnderCurve(predict(shuffled), labels) ?? whole);
    }
    return [name, sum / repeats] as const;
  });
  return Object.fromEntries(falls);
}

function withShuffled(matrix: FeatureMatrix, feature: number, bits: () => number): FeatureMatrix {
  const order = shuffledIndices(matrix.rows, bits);
  const columns = matrix.columns.map((column, index) =>
    index === feature ? column.map((_, row) => column[order[row] ?? 0] ?? 0) : column,
  );
  return { ...matrix, columns };
}
