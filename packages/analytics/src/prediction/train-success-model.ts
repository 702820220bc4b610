import { chooseModel, type ModelChoice, type TimedRows, type ValidatedPlan } from './choose-model.ts';
import { areaUnderCurve, brierScore, logLoss } from './classification-scores.ts';
import { columnNamed, columnsNamed, type FeatureMatrix, requireLabels, rowRange } from './feature-matrix.ts';
import { trainedCore } from './model-plan.ts';
import { permutationImportance } from './permutation-importance.ts';
import { calibrated, chosenCalibration } from './probability-calibration.ts';
import { type ReliabilityBin, reliabilityBins } from './reliability.ts';
import { coreProbabilities, type ModelKind, type SuccessModel, successProbabilities } from './success-model.ts';

/** How good a model is on rows later than any it was trained on. */
export type ModelFigures = {
  readonly samples: number;
  readonly successRate: number;
  readonly testSamples: number;
  /** Area under the ROC curve; `undefined` when the test rows have one class only. */
  readonly auc: number | undefined;
  readonly logLoss: number;
  readonly brier: number;
  /** The same of the baseline. */
  readonly baselineAuc: number | undefined;
  readonly baselineLogLoss: number;
  readonly baselineBrier: number;
  /** Tenths of the test rows. */
  readonly calibration: readonly ReliabilityBin[];
  /** Fall of `auc` when a feature is shuffled; 0 for features that the model does not take. */
  readonly featureImportance: Readonly<Record<string, number>>;
  readonly algorithm: ModelKind;
  readonly calibrationMethod: SuccessModel['calibration']['kind'];
  /** What validation chose among, the best first; losses are of the validation rows. */
  readonly candidates: readonly CandidateFigures[];
};

export type CandidateFigures = {
  readonly name: string;
  readonly features: number;
  readonly logLoss: number;
};

export type TrainedModel = { readonly model: SuccessModel; readonly figures: ModelFigures };

const testShare = 0.2;
// More rows would not change the choice, only its time.
const mostRowsToChooseBy = 25_000;
const mostImportanceRows = 2_000;
const importanceRepeats = 2;
const intervalBins = 20;
const calibrationRows = 10;
/** Fewer rows than this in a bin of the interval say little. */
const leastRowsPerBin = 25;

/**
 * Trains a model of success on rows in the order of time. The first 80 % choose the kind of model and its calibration
 * (by validation on later rows than those trained on), the last 20 % give the figures, then the chosen kind is trained
 * on everything and calibrated by all that was predicted ahead of time.
 *
 * @throws {RangeError} for fewer than 20 rows, one class only, or a column that is missing
 * @example
 * const { model, figures } = trainSuccessModel({ matrix, labels, seed: 1, optionalFeatures: [], baselineFeature: 'rate' });
 */
export function trainSuccessModel(rows: TimedRows): TrainedModel {
  const { matrix, labels, seed } = rows;
  requireLabels('trainSuccessModel', labels, matrix.rows);
  const successes = labels.reduce((sum, label) => sum + label, 0);
  if (matrix.rows < 20 || successes === 0 || successes === matrix.rows) {
    throw new RangeError(
      `trainSuccessModel requires 20 rows of two classes, got ${matrix.rows} with ${successes} successes`,
    );
  }
  const testFrom = matrix.rows - Math.max(1, Math.floor(matrix.rows * testShare));
  const chooseFrom = Math.max(0, testFrom - mostRowsToChooseBy);
  const choice = chooseModel(timedRange(rows, chooseFrom, testFrom));
  const { chosen } = choice;

  const past = timedRange(rows, 0, testFrom);
  const test = timedRange(rows, testFrom, matrix.rows);
  const pastCore = coreOf(chosen, past);
  const testProbabilities = coreProbabilities(pastCore, chosen.featureNames, test.matrix);
  const early: SuccessModel = modelOf(chosen, { core: pastCore, calibration: chosen.calibration, successRate: 0 });

  const ahead = joined(chosen.probabilities, testProbabilities);
  const aheadLabels = Uint8Array.from([...labels.subarray(chooseFrom + choice.from, testFrom), ...test.labels]);
  const { calibration } = chosenCalibration(ahead, aheadLabels);
  const reliable = ahead.map((probability) => calibrated(calibration, probability));
  const bins = Math.min(intervalBins, Math.max(1, Math.floor(ahead.length / leastRowsPerBin)));
  const model: SuccessModel = {
    featureNames: chosen.featureNames,
    core: coreOf(chosen, { matrix, labels, seed }),
    calibration,
    reliability: reliabilityBins(reliable, aheadLabels, bins),
    successRate: successes / matrix.rows,
  };
  return { model, figures: { ...testFigures(early, test), ...overview(rows, choice, model) } };
}

function timedRange(rows: TimedRows, from: number, to: number): TimedRows {
  return { ...rows, matrix: rowRange(rows.matrix, from, to), labels: rows.labels.subarray(from, to) };
}

function coreOf(
  { plan, featureNames, rounds }: ValidatedPlan,
  rows: Pick<TimedRows, 'matrix' | 'labels' | 'seed'>,
): SuccessModel['core'] {
  return trainedCore(plan, { ...rows, matrix: columnsNamed(rows.matrix, featureNames) }, rounds);
}

function modelOf(
  { featureNames }: ValidatedPlan,
  parts: Pick<SuccessModel, 'core' | 'calibration' | 'successRate'>,
): SuccessModel {
  return { featureNames, reliability: [], ...parts };
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

type TestFigures = Omit<ModelFigures, 'samples' | 'successRate' | 'algorithm' | 'calibrationMethod' | 'candidates'>;

function testFigures(model: SuccessModel, { matrix, labels, baselineFeature, seed }: TimedRows): TestFigures {
  const probabilities = successProbabilities(model, matrix);
  const baseline = columnNamed(matrix, baselineFeature);
  const used = columnsNamed(matrix, model.featureNames);
  const some = everyNth({ matrix: used, labels }, Math.ceil(matrix.rows / mostImportanceRows));
  const importance = permutationImportance((changed) => successProbabilities(model, changed), some, {
    repeats: importanceRepeats,
    seed,
  });
  return {
    testSamples: matrix.rows,
    auc: areaUnderCurve(probabilities, labels),
    logLoss: logLoss(probabilities, labels),
    brier: brierScore(probabilities, labels),
    baselineAuc: areaUnderCurve(baseline, labels),
    baselineLogLoss: logLoss(baseline, labels),
    baselineBrier: brierScore(baseline, labels),
    calibration: reliabilityBins(probabilities, labels, calibrationRows),
    featureImportance: Object.fromEntries(matrix.names.map((name) => [name, importance[name] ?? 0])),
  };
}

type LabelledRows = { readonly matrix: FeatureMatrix; readonly labels: Uint8Array };

function everyNth({ matrix, labels }: LabelledRows, step: number): LabelledRows {
  const isTaken = (_: number, row: number): boolean => row % step === 0;
  const columns = matrix.columns.map((column) => column.filter(isTaken));
  return { matrix: { ...matrix, columns, rows: columns[0]?.length ?? 0 }, labels: labels.filter(isTaken) };
}

function overview(
  { matrix }: TimedRows,
  { candidates, chosen }: ModelChoice,
  model: SuccessModel,
): Pick<ModelFigures, 'samples' | 'successRate' | 'algorithm' | 'calibrationMethod' | 'candidates'> {
  return {
    samples: matrix.rows,
    successRate: model.successRate,
    algorithm: chosen.plan.kind,
    calibrationMethod: model.calibration.kind,
    candidates: candidates
      .toSorted((a, b) => a.loss - b.loss)
      .map(({ plan, featureNames, loss }) => ({ name: plan.name, features: featureNames.length, logLoss: loss })),
  };
}
