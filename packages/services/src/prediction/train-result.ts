import { type PredictTrainResult, toTimestamp } from '@skills/schema';
import type { TrainingOutcome } from './training-job.ts';

export type TrainingFacts = {
  readonly window: { readonly sinceMs: number; readonly untilMs: number };
  readonly trainedAtMs: number;
  readonly durationSeconds: number;
  readonly modelId: string | null;
};

/** The outcome of a training as a surface shows it. */
export function trainResult(outcome: TrainingOutcome, facts: TrainingFacts): PredictTrainResult {
  const shared = {
    window: { since: toTimestamp(facts.window.sinceMs), until: toTimestamp(facts.window.untilMs) },
    modelId: facts.modelId,
    trainedAt: toTimestamp(facts.trainedAtMs),
    durationSeconds: facts.durationSeconds,
  };
  if (outcome.kind === 'prior') {
    const { reason, samples, successRate } = outcome;
    return { ...shared, ...noFigures, basis: 'prior', reason, samples, successRate: successRate ?? null };
  }
  const { figures, featureNames } = outcome;
  return {
    ...shared,
    basis: 'model',
    reason: null,
    samples: figures.samples,
    successRate: figures.successRate,
    algorithm: figures.algorithm,
    features: [...featureNames],
    testSamples: figures.testSamples,
    auc: figures.auc ?? null,
    logLoss: figures.logLoss,
    brier: figures.brier,
    baselineAuc: figures.baselineAuc ?? null,
    baselineLogLoss: figures.baselineLogLoss,
    baselineBrier: figures.baselineBrier,
    calibrationMethod: figures.calibrationMethod,
    calibration: figures.calibration.map(({ from, to, rows, meanProbability, observedRate }) => ({
      from,
      to,
      rows,
      predicted: meanProbability,
      observed: observedRate,
    })),
    featureImportance: { ...figures.featureImportance },
    candidates: [...figures.candidates],
  };
}

const noFigures = {
  algorithm: null,
  features: [],
  testSamples: 0,
  auc: null,
  logLoss: null,
  brier: null,
  baselineAuc: null,
  baselineLogLoss: null,
  baselineBrier: null,
  calibrationMethod: null,
  calibration: [],
  featureImportance: {},
  candidates: [],
} satisfies Partial<PredictTrainResult>;
