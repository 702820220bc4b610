import { z } from 'zod';
import { countSchema, fractionSchema, resultTimeSchema, secondsSchema, windowSchema } from './measures.ts';

export const workflowStatuses = ['running', 'completed', 'failed', 'cancelled'] as const;
export type WorkflowStatus = (typeof workflowStatuses)[number];

export const workflowExecutionSchema = z.object({
  /** Of a run that the log tells of: the session. */
  workflowId: z.string(),
  workflowName: z.string(),
  projectId: z.string().nullable(),
  sessionId: z.string().nullable(),
  startedAt: resultTimeSchema,
  /** `null`: still running, or nobody said. */
  completedAt: resultTimeSchema.nullable(),
  /** `null`: the log tells of no outcome. */
  status: z.enum(workflowStatuses).nullable(),
  /** Each once, in the order of first use. */
  skillsUsed: z.array(z.string()),
  durationSeconds: secondsSchema.nullable(),
  /** Recorded as a run, or put together from calls that name the workflow. */
  source: z.enum(['recorded', 'log']),
});
export type WorkflowExecutionRow = z.infer<typeof workflowExecutionSchema>;

export const workflowRecordResultSchema = z.object({
  execution: workflowExecutionSchema,
  /** `false`: it stood there already, and nothing was written. */
  changed: z.boolean(),
});
export type WorkflowRecordResult = z.infer<typeof workflowRecordResultSchema>;

const runCountsShape = {
  runs: countSchema,
  completed: countSchema,
  failed: countSchema,
  /** completed / (completed + failed), with its 95 % interval; `null` when no outcome is known. */
  successRate: fractionSchema.nullable(),
  successRateLower: fractionSchema.nullable(),
  successRateUpper: fractionSchema.nullable(),
  /** Over completed runs whose duration is known. */
  medianDurationSeconds: secondsSchema.nullable(),
};

export const workflowSummarySchema = z.object({
  workflowName: z.string(),
  ...runCountsShape,
  running: countSchema,
  cancelled: countSchema,
  projects: countSchema,
});
export type WorkflowSummary = z.infer<typeof workflowSummarySchema>;

export const workflowExecutionsResultSchema = z.object({
  window: windowSchema,
  /** Most runs first. */
  workflows: z.array(workflowSummarySchema),
  /** The latest first, at most as many as asked for. */
  executions: z.array(workflowExecutionSchema),
});
export type WorkflowExecutionsResult = z.infer<typeof workflowExecutionsResultSchema>;

export const workflowSequenceSchema = z.object({ skillNames: z.array(z.string()), ...runCountsShape });
export type WorkflowSequenceRow = z.infer<typeof workflowSequenceSchema>;

export const workflowSkillSchema = z.object({ skillName: z.string(), ...runCountsShape });
export type WorkflowSkillRow = z.infer<typeof workflowSkillSchema>;

export const workflowShowResultSchema = z.object({
  window: windowSchema,
  workflow: workflowSummarySchema,
  /** Of runs that used it; the outcome is that of the run. */
  skills: z.array(workflowSkillSchema),
  /** Sequences of at least `minRuns` completed runs, the fastest first. */
  fastestSequences: z.array(workflowSequenceSchema),
  minRuns: countSchema,
  /** What the ten fastest completed runs most often ran; `null` when fewer than two of them agree. */
  mostCommonOfFastest: z.object({ skillNames: z.array(z.string()), runs: countSchema, ofRuns: countSchema }).nullable(),
});
export type WorkflowShowResult = z.infer<typeof workflowShowResultSchema>;

/** What was seen beside a skill, and nothing about causes. */
export const workflowObservationSchema = z.object({
  kind: z.literal('observation'),
  /** What it speaks for, in this workflow. */
  action: z.enum(['keep', 'drop', 'add']),
  skillName: z.string(),
  runsWith: countSchema,
  completedWith: countSchema,
  runsWithout: countSchema,
  completedWithout: countSchema,
  /** Projects in which it was part of the workflow. */
  projectsWith: countSchema,
  /** Success with less success without it, among runs of one project and a like number of other skills. */
  adjustedDifference: z.number().min(-1).max(1),
  adjustedDifferenceLower: z.number().min(-1).max(1),
  adjustedDifferenceUpper: z.number().min(-1).max(1),
  pValue: fractionSchema,
  /** By Benjamini and Hochberg over every skill of the workflow. */
  qValue: fractionSchema,
});
export type WorkflowObservation = z.infer<typeof workflowObservationSchema>;

export const workflowSuggestResultSchema = z.object({
  window: windowSchema,
  workflowName: z.string(),
  /** As given with `--skills`; without it the sequence that most runs had, empty when none ran twice. */
  planned: z.array(z.string()),
  isPlanGiven: z.boolean(),
  /** Runs with a known outcome that were looked at. */
  runs: countSchema,
  /** With `--project`: whose runs were looked at besides, by the Jaccard index of the skills in use. */
  similarProjects: z.array(z.object({ projectId: z.string(), similarity: fractionSchema, commonSkills: countSchema })),
  /** Runs with, and runs without a skill that it takes to be judged. */
  minRuns: countSchema,
  judgedSkills: countSchema,
  suggestions: z.array(workflowObservationSchema),
});
export type WorkflowSuggestResult = z.infer<typeof workflowSuggestResultSchema>;
