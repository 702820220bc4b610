import { z } from 'zod';
import { experimentArms, experimentDesigns, experimentMetricNames } from '../experiment-words.ts';
import { countSchema, fractionSchema, resultTimeSchema } from './measures.ts';

const numberOrNull = z.number().nullable();
const probabilityOrNull = fractionSchema.nullable();

/** Why a metric has an estimate or has none. */
export const estimateOutcomes = [
  'estimated',
  'no_users',
  'empty_arm',
  'too_few_users',
  'no_outcomes',
  'no_variation',
] as const;
export type EstimateOutcome = (typeof estimateOutcomes)[number];

/** One arm over everything it did; rates are fractions, durations seconds. */
export const experimentArmSchema = z.object({
  strategy: z.string(),
  /** Users that the analysis counts: without those seen in both arms. */
  sampleSize: countSchema,
  /** Users assigned. */
  users: countSchema,
  usersWithOutcomes: countSchema,
  outcomes: countSchema,
  completionRate: probabilityOrNull,
  avgDurationSeconds: z.number().min(0).nullable(),
  avgUserRating: z.number().min(1).max(5).nullable(),
});
export type ExperimentArmResult = z.infer<typeof experimentArmSchema>;

const testSchema = z.object({ statistic: z.number(), degreesOfFreedom: z.number().nullable(), pValue: fractionSchema });

/** A difference, treatment minus control, with its intervals. */
export const effectSchema = z.object({
  effect: numberOrNull,
  /** Interval at 1 - alpha, valid at one look. */
  lower: numberOrNull,
  upper: numberOrNull,
  standardError: numberOrNull,
  degreesOfFreedom: numberOrNull,
  /** The effect divided by the control's value. */
  relativeEffect: numberOrNull,
  relativeLower: numberOrNull,
  relativeUpper: numberOrNull,
  /** Of one look, two-sided, users as clusters. */
  pValue: probabilityOrNull,
  /** Always valid: holds however often it is looked at. */
  pValueSequential: probabilityOrNull,
  sequentialLower: numberOrNull,
  sequentialUpper: numberOrNull,
});
export type EffectResult = z.infer<typeof effectSchema>;

const metricArmSchema = z.object({ users: countSchema, value: numberOrNull });

export const metricResultSchema = z.object({
  metric: z.enum(experimentMetricNames),
  role: z.enum(['goal', 'guardrail']),
  better: z.enum(['higher', 'lower']),
  outcome: z.enum(estimateOutcomes),
  control: metricArmSchema,
  treatment: metricArmSchema,
  ...effectSchema.shape,
  /** The same after taking out what the users' own past predicts; `null` without such a past. */
  cuped: z.object({ ...effectSchema.shape, varianceReduction: z.number() }).nullable(),
  /** Which of the two the verdict is taken from. */
  decidedBy: z.enum(['plain', 'cuped']),
  /** Adjusted over the goals of the experiment, of the way of inference that was chosen. */
  pValueHolm: probabilityOrNull,
  /** Benjamini-Hochberg over the same. */
  qValue: probabilityOrNull,
  verdict: z.enum(['better', 'worse', 'undecided']),
  tests: z.object({
    /** Of the users' own means. */
    welch: testSchema.nullable(),
    /** Where every user has one yes or no. */
    twoProportion: testSchema.nullable(),
    /** Where users' values have an order finer than yes and no. */
    mannWhitney: testSchema.nullable(),
  }),
  bayesian: z
    .object({
      chanceToBeatControl: fractionSchema,
      /** What choosing the treatment, or staying with control, is expected to lose; in units of the metric. */
      expectedLossTreatment: z.number().min(0),
      expectedLossControl: z.number().min(0),
    })
    .nullable(),
  /** Of a guardrail: shown to lose less than the margin. */
  guardrail: z
    .object({
      margin: z.number(),
      marginAbsolute: numberOrNull,
      pValue: probabilityOrNull,
      verdict: z.enum(['safe', 'harmed', 'unproven']),
    })
    .nullable(),
  power: z.object({
    /** Smallest effect found with 80 % power by now. */
    minimumDetectableEffect: numberOrNull,
    /** Chance to find the planned effect by now. */
    powerOfPlannedEffect: probabilityOrNull,
    /** Users of both arms together for 80 % power at the planned effect. */
    usersNeeded: countSchema.nullable(),
  }),
  /** The value that greater ones were cut to. */
  winsorizedAt: numberOrNull,
  /** An arm without any variation was given one yes and one no, so that it has an interval (Agresti and Caffo). */
  smoothed: z.boolean(),
});
export type MetricResult = z.infer<typeof metricResultSchema>;

export const sampleRatioSchema = z.object({
  expectedControlShare: fractionSchema,
  observedControlShare: probabilityOrNull,
  pValue: probabilityOrNull,
  flagged: z.boolean(),
});
export type SampleRatioResult = z.infer<typeof sampleRatioSchema>;

const phaseSchema = z.enum(['scheduled', 'running', 'stopped', 'completed']);
export type ExperimentPhase = z.infer<typeof phaseSchema>;

const identitySchema = z.object({
  testId: countSchema,
  testName: z.string(),
  description: z.string(),
  design: z.enum(experimentDesigns),
  /** Nobody randomised it: a difference may have any cause. */
  observational: z.boolean(),
  controlStrategy: z.string(),
  treatmentStrategy: z.string(),
  skillName: z.string().nullable(),
  status: phaseSchema,
  startDate: resultTimeSchema,
  endDate: resultTimeSchema.nullable(),
  minSampleSize: countSchema,
  assignmentRatio: fractionSchema,
});

/** `skills ab analyze` */
export const experimentAnalysisResultSchema = z.object({
  ...identitySchema.shape,
  analyzedAt: resultTimeSchema,
  outcome: z.enum(estimateOutcomes),
  control: experimentArmSchema,
  treatment: experimentArmSchema,
  metrics: z.array(metricResultSchema),
  sampleRatioMismatch: sampleRatioSchema,
  /** Users seen in both arms; left out where arms were assigned, their own control where nobody assigned them. */
  usersInBothArms: countSchema,
  alpha: fractionSchema,
  inference: z.enum(['sequential', 'fixed']),
  /** The p-value that the winner stands on: of the first metric. */
  statisticalSignificance: probabilityOrNull,
  winner: z.enum([...experimentArms, 'inconclusive']),
  recommendation: z.string(),
  warnings: z.array(z.string()),
});
export type ExperimentAnalysisResult = z.infer<typeof experimentAnalysisResultSchema>;

/** `skills ab status`, and what `create`, `stop` and `resume` left behind. */
export const experimentStatusResultSchema = z.object({
  ...identitySchema.shape,
  metrics: z.array(z.enum(experimentMetricNames)),
  guardrails: z.array(z.enum(experimentMetricNames)),
  outcomesFrom: z.enum(['recorded', 'events']),
  inference: z.enum(['sequential', 'fixed']),
  alpha: fractionSchema,
  seed: z.string(),
  /** Users. */
  controlSampleSize: countSchema,
  treatmentSampleSize: countSchema,
  usersInBothArms: countSchema,
  outcomes: countSchema,
  /** Users per arm still missing to `minSampleSize`. */
  usersMissing: countSchema,
  sampleRatioMismatch: sampleRatioSchema,
  power: z.object({
    metric: z.enum(experimentMetricNames),
    minimumEffect: numberOrNull,
    minimumDetectableEffect: numberOrNull,
    powerOfPlannedEffect: probabilityOrNull,
    usersNeeded: countSchema.nullable(),
  }),
});
export type ExperimentStatusResult = z.infer<typeof experimentStatusResultSchema>;

/** `skills ab list` */
export const experimentListResultSchema = z.object({
  experiments: z.array(
    z.object({ ...identitySchema.shape, controlSampleSize: countSchema, treatmentSampleSize: countSchema }),
  ),
});
export type ExperimentListResult = z.infer<typeof experimentListResultSchema>;

/** `skills ab assign` */
export const experimentAssignResultSchema = z.object({
  testId: countSchema,
  testName: z.string(),
  /** Of the user, when one was asked for. */
  group: z.enum(experimentArms).optional(),
  /** In the order of the question. */
  assignments: z.array(
    z.object({
      /** As stored: a pseudonym. */
      userId: z.string(),
      group: z.enum(experimentArms),
      strategy: z.string(),
      assignedAt: resultTimeSchema,
      /** Was in the experiment before. */
      known: z.boolean(),
    }),
  ),
});
export type ExperimentAssignResult = z.infer<typeof experimentAssignResultSchema>;

/** `skills ab record` */
export const experimentRecordResultSchema = z.object({
  testId: countSchema,
  testName: z.string(),
  recorded: countSchema,
});
export type ExperimentRecordResult = z.infer<typeof experimentRecordResultSchema>;

/** `skills ab plan` */
export const experimentPlanResultSchema = z.object({
  metric: z.enum(experimentMetricNames),
  /** Of the log, or as given. */
  baseline: numberOrNull,
  standardDeviationBetweenUsers: numberOrNull,
  usersInBaseline: countSchema.nullable(),
  minimumEffect: z.number(),
  alpha: fractionSchema,
  power: fractionSchema,
  controlShare: fractionSchema,
  /** For one look at the planned end. */
  controlUsers: countSchema.nullable(),
  treatmentUsers: countSchema.nullable(),
  /** For looking whenever one likes. */
  controlUsersSequential: countSchema.nullable(),
  treatmentUsersSequential: countSchema.nullable(),
});
export type ExperimentPlanResult = z.infer<typeof experimentPlanResultSchema>;
