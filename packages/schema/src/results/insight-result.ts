import { z } from 'zod';
import {
  countSchema,
  fractionSchema,
  resultTimeSchema,
  secondsSchema,
  skillKindSchema,
  windowSchema,
} from './measures.ts';
import { skillRowSchema } from './skill-row.ts';

/** For the beginning of a session. */
export const startInsightSchema = z.object({
  moment: z.literal('start'),
  window: windowSchema,
  /** `null`: every project. */
  projectId: z.string().nullable(),
  topSkills: z.array(skillRowSchema),
  /** Skills whose interval lies below the threshold as a whole, the worst first. */
  failingSkills: z.array(skillRowSchema),
  failingBelow: fractionSchema,
  minOutcomes: countSchema,
});
export type StartInsight = z.infer<typeof startInsightSchema>;

const aboutSkill = { skillName: z.string(), kind: skillKindSchema };

export const findingSchema = z.discriminatedUnion('reason', [
  /** Its last known call in the session failed. */
  z.object({
    reason: z.literal('failing'),
    ...aboutSkill,
    failed: countSchema,
    known: countSchema,
    usualCompletionRate: fractionSchema.nullable(),
    usualOutcomes: countSchema,
  }),
  /** Called again after a failure, and it works now. */
  z.object({ reason: z.literal('retried'), ...aboutSkill, retries: countSchema, calls: countSchema }),
  /** More calls than chance explains took longer than 95 % of its calls before. */
  z.object({
    reason: z.literal('slow'),
    ...aboutSkill,
    medianSeconds: secondsSchema,
    usualMedianSeconds: secondsSchema,
    usualP95Seconds: secondsSchema,
    slowCalls: countSchema,
    timedCalls: countSchema,
    pValue: fractionSchema,
  }),
]);
export type Finding = z.infer<typeof findingSchema>;

/** For the middle of a session: what to look at. */
export const checkpointInsightSchema = z.object({
  moment: z.literal('checkpoint'),
  sessionId: z.string(),
  projectId: z.string().nullable(),
  calls: countSchema,
  /** The whole days before the session with which it is compared. */
  historyWindow: windowSchema,
  findings: z.array(findingSchema),
});
export type CheckpointInsight = z.infer<typeof checkpointInsightSchema>;

export const sessionMeasures = ['calls', 'skills', 'minutes', 'failureRate'] as const;
export type SessionMeasure = (typeof sessionMeasures)[number];

/** For the end of a session: how it went, beside earlier ones. */
export const endInsightSchema = z.object({
  moment: z.literal('end'),
  sessionId: z.string(),
  projectId: z.string().nullable(),
  startedAt: resultTimeSchema.nullable(),
  endedAt: resultTimeSchema.nullable(),
  calls: countSchema,
  completed: countSchema,
  failed: countSchema,
  skills: z.array(
    z.object({
      ...aboutSkill,
      invocations: countSchema,
      completed: countSchema,
      failed: countSchema,
      durationSeconds: secondsSchema.nullable(),
    }),
  ),
  /** Without tools, one after the other; the same one in a row once. */
  sequence: z.array(z.string()),
  /** Earlier sessions of the project, at most 200; fewer than 5 are no measure. */
  usualSessions: countSchema,
  compared: z.array(
    z.object({
      measure: z.enum(sessionMeasures),
      value: z.number().min(0),
      usualMedian: z.number().min(0),
      /** Between them lie eight of ten sessions. */
      usualLow: z.number().min(0),
      usualHigh: z.number().min(0),
      standing: z.enum(['lower', 'usual', 'higher']),
    }),
  ),
});
export type EndInsight = z.infer<typeof endInsightSchema>;
