import { binnedBy, binnedRow } from './binned-matrix.ts';
import { columnsNamed, type FeatureMatrix } from './feature-matrix.ts';
import { logistic } from './log-odds.ts';
import { addLeaves, type PackedTrees, sumOfLeaves } from './packed-trees.ts';
import { type Calibration, calibrated } from './probability-calibration.ts';
import type { ReliabilityBin } from './reliability.ts';

/** What gives a probability before it is calibrated. `edges` cut the features into the bins of the trees. */
export type ModelCore =
  | { readonly kind: 'random-forest'; readonly edges: readonly Float64Array[]; readonly trees: PackedTrees }
  | {
      readonly kind: 'gradient-boosting';
      readonly edges: readonly Float64Array[];
      readonly trees: PackedTrees;
      /** Log-odds before the first tree. */
      readonly intercept: number;
    }
  /** The only feature is the answer: a skill's own smoothed rate. */
  | { readonly kind: 'smoothed-rate' };

export type ModelKind = ModelCore['kind'];

/** A trained model of the probability that an event succeeds. */
export type SuccessModel = {
  /** What `values` stand for, in order. */
  readonly featureNames: readonly string[];
  readonly core: ModelCore;
  readonly calibration: Calibration;
  /** How calibrated probabilities fared on rows that the model was not trained on. */
  readonly reliability: readonly ReliabilityBin[];
  /** Share of successes among the training rows. */
  readonly successRate: number;
};

/**
 * The calibrated probability of a success.
 *
 * @param values - one finite number per feature, in the order of `featureNames`
 * @throws {RangeError} when a value is not finite or their number is another
 * @example
 * successProbability(model, [14, 2, 3, 0.8, 1, 12, 5]); // 0.83
 */
export function successProbability({ core, calibration }: SuccessModel, values: ArrayLike<number>): number {
  return calibrated(calibration, coreProbability(core, values));
}

function coreProbability(core: ModelCore, values: ArrayLike<number>): number {
  if (core.kind !== 'smoothed-rate')
    return probabilityOfSum(core, sumOfLeaves(core.trees, binnedRow(core.edges, values)));
  const [rate = Number.NaN] = Array.from(values);
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`a smoothed rate is in [0, 1], got ${rate}`);
  return rate;
}

/** The probability that a sum of leaves stands for, before calibration. */
export function probabilityOfSum(core: Exclude<ModelCore, { kind: 'smoothed-rate' }>, sum: number): number {
  // A mean of probabilities that were rounded to 32 bits may pass 1 by a hair.
  if (core.kind === 'random-forest') return Math.min(1, sum / core.trees.roots.length);
  return logistic(core.intercept + sum);
}

/** Probabilities of a whole matrix before calibration; it may have more columns than the model takes. */
export function coreProbabilities(core: ModelCore, names: readonly string[], matrix: FeatureMatrix): Float64Array {
  const taken = columnsNamed(matrix, names);
  if (core.kind === 'smoothed-rate') return Float64Array.from(taken.columns[0] ?? []);
  const { columns } = binnedBy(core.edges, taken);
  const sums = new Float64Array(matrix.rows);
  for (const root of core.trees.roots) addLeaves(core.trees, root, { columns, sums });
  return sums.map((sum) => probabilityOfSum(core, sum));
}

/**
 * Calibrated probabilities of a whole matrix, which may have more columns than the model takes.
 *
 * @throws {RangeError} when it lacks a feature of the model
 */
export function successProbabilities(model: SuccessModel, matrix: FeatureMatrix): Float64Array {
  return coreProbabilities(model.core, model.featureNames, matrix).map((probability) =>
    calibrated(model.calibration, probability),
  );
}
