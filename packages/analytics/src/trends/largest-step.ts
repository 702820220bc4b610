import { dot, type WeightedLeastSquares, weightedLeastSquares } from './weighted-least-squares.ts';

export type SteppedFit = {
  readonly rows: readonly ArrayLike<number>[];
  readonly fit: WeightedLeastSquares;
  readonly standardized: readonly number[];
};

export type StepQuestion = {
  readonly rows: readonly ArrayLike<number>[];
  readonly values: readonly number[];
  readonly weights: readonly number[];
  /** Expected standard deviations. */
  readonly deviations: readonly number[];
  /** Position of the first row that a step may divide. */
  readonly from: number;
};

// Twice what the best of thirty places reaches by chance: slow ups and downs do not pass for a step.
const leastRatio = 20;
const shortest = 2;

/**
 * The regression with one step more, at the place where it explains most, when that is far more than chance explains. A
 * level that fell on one day leaves days before and after it on either side of the line; taken for days that are alike,
 * they would make the plainest of changes uncertain.
 */
export function largestStep({ rows, values, weights, deviations, from }: StepQuestion): SteppedFit | undefined {
  const plain = weightedLeastSquares(rows, values, weights);
  if (plain === undefined || rows.length < (rows[0]?.length ?? 0) + 3) return undefined;
  const before = squaresOf(plain, deviations);
  let best: SteppedFit | undefined;
  let least = before;
  for (let place = from + shortest; place <= rows.length - shortest; place += 1) {
    const stepped = rows.map((row, index) => withStep(row, index >= place ? 1 : 0));
    const fit = weightedLeastSquares(stepped, values, weights);
    if (fit === undefined) continue;
    const squares = squaresOf(fit, deviations);
    if (squares >= least) continue;
    least = squares;
    best = { rows: stepped, fit, standardized: standardizedOf(fit, deviations) };
  }
  const degrees = rows.length - (rows[0]?.length ?? 0) - 1;
  return best !== undefined && before - least > (leastRatio * least) / degrees ? best : undefined;
}

function standardizedOf({ residuals }: WeightedLeastSquares, deviations: readonly number[]): readonly number[] {
  return residuals.map((residual, index) => residual / (deviations[index] ?? 1));
}

function squaresOf(fit: WeightedLeastSquares, deviations: readonly number[]): number {
  const standardized = standardizedOf(fit, deviations);
  return dot(standardized, standardized);
}

function withStep(row: ArrayLike<number>, step: number): Float64Array {
  const longer = new Float64Array(row.length + 1);
  longer.set(row);
  longer[row.length] = step;
  return longer;
}
