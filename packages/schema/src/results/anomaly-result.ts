import { z } from 'zod';
import { fractionSchema, resultTimeSchema, skillKindSchema, windowSchema } from './measures.ts';

/** What is watched of a skill. */
export const anomalyMetrics = [
  'completion_rate',
  'duration_seconds',
  'invocations',
  'hour_pattern',
  'error_type',
] as const;
export type AnomalyMetric = (typeof anomalyMetrics)[number];

export const anomalyTypes = [
  'performance_drop',
  'performance_spike',
  'duration_shift',
  'volume_change',
  'pattern_shift',
  'new_error',
] as const;
export type AnomalyType = (typeof anomalyTypes)[number];

export const anomalyRowSchema = z.object({
  skillName: z.string(),
  /** `null` for a row of a predecessor, which does not say. */
  kind: skillKindSchema.nullable(),
  metric: z.enum(anomalyMetrics),
  /** A type of error, or the hours of the day (UTC) that gained or lost calls; `null` for other metrics. */
  detail: z.string().nullable(),
  anomalyType: z.enum(anomalyTypes),
  /** A rate or share in [0, 1], seconds, or calls within the window that was judged. */
  baselineValue: z.number().nullable(),
  observedValue: z.number().nullable(),
  /** Difference in standard errors of that difference. */
  deviationScore: z.number().nullable(),
  /** Of one look, two-sided. */
  pValue: fractionSchema.nullable(),
  /** Share of false alarms among alarms as clear as this, over all skills, metrics and looks of a week. */
  qValue: fractionSchema.nullable(),
  /** When it is thought to have begun. */
  startedAt: resultTimeSchema,
  detectedAt: resultTimeSchema,
  resolvedAt: resultTimeSchema.nullable(),
  state: z.enum(['open', 'resolved']),
  /** The metric over time, to be drawn; a value is `null` where nothing is known. `null` for a type of error. */
  history: z
    .object({
      since: resultTimeSchema,
      stepHours: z.number().positive(),
      values: z.array(z.number().nullable()),
      /** Index of the value in which the anomaly began. */
      mark: z.int().min(0),
    })
    .nullable(),
});
export type AnomalyRow = z.infer<typeof anomalyRowSchema>;

/** Anomalies that were open at some time of the window: the open ones first, the clearest first. */
export const anomaliesResultSchema = z.object({
  window: windowSchema,
  anomalies: z.array(anomalyRowSchema),
  /** Whether this run wrote what it found. */
  recorded: z.boolean(),
});
export type AnomaliesResult = z.infer<typeof anomaliesResultSchema>;
