import { z } from 'zod';
import {
  countSchema,
  fractionSchema,
  resultTimeSchema,
  secondsSchema,
  skillKindSchema,
  windowSchema,
} from './measures.ts';

const lossSchema = z.number().min(0);
const algorithmSchema = z.enum(['random-forest', 'gradient-boosting', 'smoothed-rate']);

/** Neighbouring predictions of the test rows: what was said of them, and what came. */
const calibrationRowSchema = z.object({
  from: fractionSchema,
  to: fractionSchema,
  rows: countSchema,
  predicted: fractionSchema,
  observed: fractionSchema,
});

export const predictTrainResultSchema = z.object({
  window: windowSchema,
  /** `prior`: there is too little to learn from, `reason` says what, and no model was stored. */
  basis: z.enum(['model', 'prior']),
  reason: z.string().nullable(),
  /** Events with a known outcome. */
  samples: countSchema,
  successRate: fractionSchema.nullable(),
  algorithm: algorithmSchema.nullable(),
  /** What the model takes. */
  features: z.array(z.string()),
  /** The latest fifth of the samples, which the figures are about. */
  testSamples: countSchema,
  auc: fractionSchema.nullable(),
  logLoss: lossSchema.nullable(),
  brier: fractionSchema.nullable(),
  /** Of the skill's own smoothed rate on the same rows. */
  baselineAuc: fractionSchema.nullable(),
  baselineLogLoss: lossSchema.nullable(),
  baselineBrier: fractionSchema.nullable(),
  calibrationMethod: z.enum(['none', 'platt', 'isotonic']).nullable(),
  calibration: z.array(calibrationRowSchema),
  /** Fall of the area under the ROC curve when a feature is shuffled. */
  featureImportance: z.record(z.string(), z.number()),
  /** What validation chose among, the best first. */
  candidates: z.array(z.object({ name: z.string(), features: countSchema, logLoss: lossSchema })),
  modelId: z.string().nullable(),
  trainedAt: resultTimeSchema,
  durationSeconds: secondsSchema,
});
export type PredictTrainResult = z.infer<typeof predictTrainResultSchema>;

/** One feature of a question. */
const featureSchema = z.object({
  /** A number, the name of a phase, or `null` when it is not known. */
  value: z.union([z.number(), z.string(), z.null()]),
  /** Its part of the difference between `probability` and `baseProbability`; `null` without a model. */
  contribution: z.number().nullable(),
  interpretation: z.string(),
});
export type PredictedFeature = z.infer<typeof featureSchema>;

export const predictResultSchema = z.object({
  skillName: z.string(),
  kind: skillKindSchema,
  at: resultTimeSchema,
  probability: fractionSchema,
  /** 95 % interval of the success rate of events that are rated alike. */
  lower: fractionSchema,
  upper: fractionSchema,
  basis: z.enum(['model', 'prior']),
  /** Why there is no model to ask; `null` with one. */
  reason: z.string().nullable(),
  /** What the model says when it knows none of the features; the smoothed rate's overall rate without a model. */
  baseProbability: fractionSchema,
  features: z.record(z.string(), featureSchema),
  modelId: z.string().nullable(),
  trainedAt: resultTimeSchema.nullable(),
});
export type PredictResult = z.infer<typeof predictResultSchema>;

/** What is stored beside a model. */
export const predictorSettingsSchema = z.object({
  /** In the order of their codes, which count from 1. */
  phases: z.array(z.string()),
});
export type PredictorSettings = z.infer<typeof predictorSettingsSchema>;
