import { z } from 'zod';
import { countSchema, fractionSchema, secondsSchema, windowSchema } from './measures.ts';

const rateShape = {
  invocations: countSchema,
  completed: countSchema,
  failed: countSchema,
  /** completed / (completed + failed), with its 95 % interval; `null` when no outcome is known. */
  completionRate: fractionSchema.nullable(),
  completionRateLower: fractionSchema.nullable(),
  completionRateUpper: fractionSchema.nullable(),
  /** Over every call whose duration is known. */
  averageDurationSeconds: secondsSchema.nullable(),
};

export const phaseSkillSchema = z.object({ skillName: z.string(), workflowPhase: z.string(), ...rateShape });
export type PhaseSkillRow = z.infer<typeof phaseSkillSchema>;

export const phaseSchema = z.object({
  workflowPhase: z.string(),
  ...rateShape,
  medianDurationSeconds: secondsSchema.nullable(),
  skills: countSchema,
  sessions: countSchema,
});
export type PhaseRow = z.infer<typeof phaseSchema>;

export const phasesResultSchema = z.object({
  window: windowSchema,
  /** Calls that name no phase; they are in no other number. */
  withoutPhase: countSchema,
  /** In the order in which sessions go through them. */
  phases: z.array(phaseSchema),
  /** Every skill in every phase in which it ran: the cells of the heat map. */
  skills: z.array(phaseSkillSchema),
});
export type PhasesResult = z.infer<typeof phasesResultSchema>;

export const bottleneckSchema = z.object({
  workflowPhase: z.string(),
  invocations: countSchema,
  failed: countSchema,
  /** Fraction of the calls whose outcome is known, with its 95 % interval. */
  abandonmentRate: fractionSchema,
  abandonmentRateLower: fractionSchema,
  abandonmentRateUpper: fractionSchema,
  /** Equal to the abandonment rate. */
  bottleneckScore: fractionSchema,
  /** From half of the calls on critical, from 30 % warning, else monitor. */
  severity: z.enum(['critical', 'warning', 'monitor']),
  averageDurationSeconds: secondsSchema.nullable(),
  /** Spent in calls that failed. */
  lostSeconds: secondsSchema,
  /** The skills that fail there most often. */
  skills: z.array(z.object({ skillName: z.string(), invocations: countSchema, failed: countSchema })),
});
export type BottleneckRow = z.infer<typeof bottleneckSchema>;

export const bottlenecksResultSchema = z.object({
  window: windowSchema,
  minAbandonmentRate: fractionSchema,
  minInvocations: countSchema,
  bottlenecks: z.array(bottleneckSchema),
});
export type BottlenecksResult = z.infer<typeof bottlenecksResultSchema>;

export const transitionSchema = z.object({
  fromPhase: z.string(),
  toPhase: z.string(),
  invocationCount: countSchema,
  /** Of all moves out of the phase. */
  probability: fractionSchema,
  sessions: countSchema,
  /** The skill that most often began the phase moved to; of equal ones the first by name. */
  mostCommonSkill: z.string(),
  /** From the start of the last call of the one phase to the start of the first of the other. */
  medianGapSeconds: secondsSchema,
  averageGapSeconds: secondsSchema,
});
export type TransitionRow = z.infer<typeof transitionSchema>;

/** Everything about the phases of a workflow in one object. */
export const workflowReportSchema = z.object({
  window: windowSchema,
  withoutPhase: countSchema,
  phases: z.array(phaseSchema),
  skills: z.array(phaseSkillSchema),
  /** From an abandonment rate of 20 % on. */
  bottlenecks: z.array(bottleneckSchema),
  transitions: z.array(transitionSchema),
  /** The skill to use in each phase: by the lower end of its interval, so that few calls do not win. */
  recommendations: z.array(phaseSkillSchema),
});
export type WorkflowReport = z.infer<typeof workflowReportSchema>;

export const transitionsResultSchema = z.object({
  window: windowSchema,
  /** Of `--session`. */
  sessionId: z.string().optional(),
  transitions: z.array(transitionSchema),
});
export type TransitionsResult = z.infer<typeof transitionsResultSchema>;
