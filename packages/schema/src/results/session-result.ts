import { z } from 'zod';
import { countSchema, resultTimeSchema, secondsSchema, skillKindSchema, usdSchema } from './measures.ts';

export const sessionRowSchema = z.object({
  sessionId: z.string(),
  projectId: z.string().nullable(),
  /** Of the first and last record seen. */
  firstAt: resultTimeSchema.nullable(),
  lastAt: resultTimeSchema.nullable(),
  invocations: countSchema,
});
export type SessionRow = z.infer<typeof sessionRowSchema>;

/** Seen last first. */
export const sessionListResultSchema = z.object({ sessions: z.array(sessionRowSchema) });
export type SessionListResult = z.infer<typeof sessionListResultSchema>;

const outcomeShape = { completed: countSchema, failed: countSchema };

export const sessionResultSchema = z.object({
  ...sessionRowSchema.shape,
  uniqueSkills: countSchema,
  ...outcomeShape,
  /** Of the calls whose duration is known. */
  totalDurationSeconds: secondsSchema,
  /** The most used first. */
  skills: z.array(
    z.object({
      skillName: z.string(),
      kind: skillKindSchema,
      invocations: countSchema,
      ...outcomeShape,
      durationSeconds: secondsSchema.nullable(),
    }),
  ),
  /** In the order of time. */
  events: z.array(
    z.object({
      invokedAt: resultTimeSchema,
      skillName: z.string(),
      kind: skillKindSchema,
      completed: z.boolean().nullable(),
      durationSeconds: secondsSchema.nullable(),
      errorType: z.string().nullable(),
      trigger: z.string().nullable(),
      model: z.string().nullable(),
      agentId: z.string().nullable(),
      workflowPhase: z.string().nullable(),
      costUsd: usdSchema.nullable(),
    }),
  ),
});
export type SessionResult = z.infer<typeof sessionResultSchema>;
