import { z } from 'zod';
import { skillKinds } from './skill-kind.ts';
import { experimentDesigns, experimentMetricNames } from './experiment-words.ts';
import type { ExperimentArm } from './experiment-words.ts';

const epochMsSchema = z.number().min(-8.64e15).max(8.64e15);
const shareSchema = z.number().gt(0).lt(1);

/** One metric of an experiment and what is asked of it. */
export const experimentMetricSchema = z.object({
  metric: z.enum(experimentMetricNames),
  /** A goal decides; a guardrail must not get worse by more than its margin. */
  role: z.enum(['goal', 'guardrail']),
  better: z.enum(['higher', 'lower']),
  /** Of a guardrail: the greatest loss that is accepted, as a fraction of the control's value. */
  margin: z.number().gt(0).lt(1).nullable(),
});
export type ExperimentMetric = z.infer<typeof experimentMetricSchema>;

/** What `ab_test_configs` has no column for; fixed when the experiment is made, but for the lists of changes. */
export const experimentSettingsSchema = z.object({
  design: z.enum(experimentDesigns),
  /** Of the hash that assigns; another seed is another shuffle. */
  seed: z.string().min(1),
  /** Outcomes are handed in one by one, or taken from the log: the users' calls of `skillName`. */
  outcomesFrom: z.enum(['recorded', 'events']),
  skillName: z.string().min(1).nullable(),
  skillKind: z.enum(skillKinds).nullable(),
  /** `skillVersion` of events: the arm that a call is evidence of. */
  controlVersion: z.string().min(1).nullable(),
  treatmentVersion: z.string().min(1).nullable(),
  /** Of a before/after: when the change came. */
  changeAtMs: epochMsSchema.nullable(),
  metrics: z.array(experimentMetricSchema).min(1),
  /** Chance of a false alarm that is accepted, over all looks. */
  alpha: shareSchema,
  inference: z.enum(['sequential', 'fixed']),
  /** Users at which the always-valid interval is narrowest. */
  sequentialTuning: z.number().min(1),
  /** Users' values above this quantile count as the quantile; `null` for no limit. */
  winsorizeAt: z.number().gt(0.5).lt(1).nullable(),
  /** Days before a user's assignment that CUPED takes for a baseline; 0 for none. */
  prePeriodDays: z.number().min(0).max(365),
  /** Smallest effect on the first metric that matters, absolute; for power. */
  minimumEffect: z.number().gt(0).nullable(),
  /** As planned; `stopTest` changes `end_date` only. */
  plannedEndMs: epochMsSchema.nullable(),
  /** Share of control from a time on; the first entry is the beginning. */
  ratios: z.array(z.object({ fromMs: epochMsSchema, ratio: shareSchema })).min(1),
  /** Between a stop and its resumption. */
  pauses: z.array(z.object({ fromMs: epochMsSchema, untilMs: epochMsSchema })),
});
export type ExperimentSettings = z.infer<typeof experimentSettingsSchema>;

/** An experiment as it is stored. Times are UTC epoch milliseconds. */
export type Experiment = {
  readonly testId: number;
  readonly testName: string;
  readonly description: string;
  readonly controlStrategy: string;
  readonly treatmentStrategy: string;
  readonly startMs: number;
  readonly endMs: number | null;
  /** Users per arm. */
  readonly minSampleSize: number;
  /** Share of control now, in (0, 1). */
  readonly assignmentRatio: number;
  readonly status: 'running' | 'stopped' | 'completed';
  readonly settings: ExperimentSettings;
};

export type NewExperiment = Omit<Experiment, 'testId'>;

/** One user in one experiment. */
export type ExperimentAssignment = {
  /** As stored: a pseudonym, or the raw id in a row that the predecessor wrote. */
  readonly userId: string;
  readonly arm: ExperimentArm;
  readonly assignedAtMs: number;
};

/** One outcome that was handed in. */
export type ExperimentOutcome = {
  readonly userId: string;
  readonly skillName: string;
  readonly completed: boolean;
  readonly durationSeconds: number | null;
  /** 1 to 5. */
  readonly userRating: number | null;
  readonly recordedAtMs: number;
  /** The arm whose treatment the user was given, where the caller knows; may differ from the assigned one. */
  readonly seenArm: ExperimentArm | null;
};

/** Sums over the outcomes of each unit, as columns of equal length: 100,000 users are 100,000 rows. */
export type ExperimentTotals = {
  readonly outcomes: Float64Array;
  /** Outcomes of which it is known whether they completed. */
  readonly known: Float64Array;
  readonly completed: Float64Array;
  readonly durationCount: Float64Array;
  readonly durationSeconds: Float64Array;
  readonly ratingCount: Float64Array;
  readonly ratingSum: Float64Array;
};

/** The users of an experiment, one row each; of an observation one row per user and arm. */
export type ExperimentUnits = {
  /** Rows of one user have one number. */
  readonly user: Float64Array;
  /** 0 control, 1 treatment. */
  readonly arm: Uint8Array;
  /** 1 for a user seen in both arms. */
  readonly isMixed: Uint8Array;
  readonly assignedAtMs: Float64Array;
  readonly totals: ExperimentTotals;
  /** The same sums over each user's calls before the assignment; `null` where there is no such period. */
  readonly before: ExperimentTotals | null;
};
