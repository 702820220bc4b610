import { columnsNamed, type FeatureMatrix, rowRange } from './feature-matrix.ts';
import { logLoss, standardErrorsBelow } from './classification-scores.ts';
import { modelPlans, type ModelPlan, roundsOf, stagedProbabilities } from './model-plan.ts';
import { chosenCalibration, type ChosenCalibration } from './probability-calibration.ts';

/** Rows in the order of time. */
export type TimedRows = {
  readonly matrix: FeatureMatrix;
  readonly labels: Uint8Array;
  readonly seed: number;
  /** Columns that a model may do without, see `chooseModel`. */
  readonly optionalFeatures: readonly string[];
  /** Column that holds the honest baseline, a probability per row. */
  readonly baselineFeature: string;
};

/** A plan with how it did on later rows than it was trained on. */
export type ValidatedPlan = ChosenCalibration & {
  readonly plan: ModelPlan;
  readonly featureNames: readonly string[];
  readonly rounds: number;
  /** Of the validation rows, before calibration. */
  readonly probabilities: Float64Array;
};

export type ModelChoice = {
  readonly chosen: ValidatedPlan;
  readonly candidates: readonly ValidatedPlan[];
  /** The rows that were validated are `[from, to)`. */
  readonly from: number;
  readonly to: number;
};

// With few rows one stretch of validation is mostly noise, with many a single one is enough and costs a third.
const rowsForOneFold = 4_000;
const shareBeforeOneFold = 0.7;
const shareBeforeFolds = 0.5;
const folds = 3;
/** How many standard errors a model with more features must be better. */
const paysFrom = 2;

/**
 * Chooses a plan by logarithmic loss after calibration on rows later than those trained on: the forests, boosting with its
 * number of rounds, and the baseline as it is. A model that also takes the optional features is chosen only when it
 * betters the best one without by two standard errors of the difference, row by row.
 *
 * @throws {RangeError} when a named column is missing
 */
export function chooseModel(rows: TimedRows): ModelChoice {
  const { matrix, optionalFeatures, baselineFeature } = rows;
  const stretches = validationStretches(matrix.rows);
  const validate = (plan: ModelPlan, featureNames: readonly string[]): ValidatedPlan =>
    validatedPlan(plan, featureNames, { rows, stretches });
  const plain = matrix.names.filter((name) => !optionalFeatures.includes(name) && name !== baselineFeature);
  const base = [
    validate({ kind: 'smoothed-rate', name: 'smoothed rate' }, [baselineFeature]),
    ...modelPlans.map((plan) => validate(plan, plain)),
  ];
  const best = leastLoss(base);
  const wide =
    optionalFeatures.length === 0
      ? []
      : bestOfEachKind(base).map(({ plan }) => validate(plan, [...plain, ...optionalFeatures]));
  const paying = wide.filter((candidate) => standardErrorsBelow(candidate.losses, best.losses) > paysFrom);
  return {
    chosen: leastLoss([best, ...paying]),
    candidates: [...base, ...wide],
    from: stretches[0]?.[0] ?? 0,
    to: matrix.rows,
  };
}

type Stretch = readonly [from: number, to: number];

function validationStretches(rows: number): readonly Stretch[] {
  if (rows >= rowsForOneFold) return [[Math.floor(rows * shareBeforeOneFold), rows]];
  const edge = (fold: number): number =>
    Math.floor(rows * (shareBeforeFolds + ((1 - shareBeforeFolds) * fold) / folds));
  return Array.from({ length: folds }, (_, fold) => [edge(fold), edge(fold + 1)]);
}

function validatedPlan(
  plan: ModelPlan,
  featureNames: readonly string[],
  { rows, stretches }: { readonly rows: TimedRows; readonly stretches: readonly Stretch[] },
): ValidatedPlan {
  const matrix = columnsNamed(rows.matrix, featureNames);
  const first = stretches[0]?.[0] ?? 0;
  const stages = roundsOf(plan).map(() => new Float64Array(matrix.rows - first));
  for (const [from, to] of stretches) {
    const set = { matrix: rowRange(matrix, 0, from), labels: rows.labels.subarray(0, from), seed: rows.seed };
    for (const [stage, probabilities] of stagedProbabilities(plan, set, rowRange(matrix, from, to)).entries()) {
      stages[stage]?.set(probabilities, from - first);
    }
  }
  const labels = rows.labels.subarray(first);
  const losses = stages.map((probabilities) => logLoss(probabilities, labels));
  const best = losses.indexOf(Math.min(...losses));
  const probabilities = stages[best] ?? new Float64Array();
  const rounds = roundsOf(plan)[best] ?? 0;
  return { plan, featureNames, rounds, probabilities, ...chosenCalibration(probabilities, labels) };
}

function leastLoss(plans: readonly ValidatedPlan[]): ValidatedPlan {
  return plans.reduce((best, candidate) => (candidate.loss < best.loss ? candidate : best));
}

function bestOfEachKind(plans: readonly ValidatedPlan[]): readonly ValidatedPlan[] {
  const kinds = ['random-forest', 'gradient-boosting'] as const;
  return kinds.flatMap((kind) => {
    const ofKind = plans.filter(({ plan }) => plan.kind === kind);
    return ofKind.length === 0 ? [] : [leastLoss(ofKind)];
  });
}
