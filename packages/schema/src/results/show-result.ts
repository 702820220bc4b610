import { z } from 'zod';
import {
  countSchema,
  outcomesSchema,
  resultTimeSchema,
  skillKindSchema,
  tokensSchema,
  usdSchema,
  windowSchema,
} from './measures.ts';
import { skillRowSchema } from './skill-row.ts';

/** Distinct sessions that were offered a skill, used it, and completed it. */
export const funnelSchema = z.object({ offered: countSchema, activated: countSchema, completed: countSchema });
export type FunnelCounts = z.infer<typeof funnelSchema>;

export const showResultSchema = z.object({
  window: windowSchema,
  ...skillRowSchema.shape,
  byPhase: z.array(z.object({ phase: z.string(), ...outcomesSchema.shape })),
  byProject: z.array(z.object({ projectId: z.string(), name: z.string(), ...outcomesSchema.shape })),
  errors: z.array(z.object({ errorType: z.string(), count: countSchema })),
  /** By hour or UTC day, oldest first; buckets without a call are left out. */
  trend: z.array(z.object({ startAt: resultTimeSchema, ...outcomesSchema.shape })),
  /** 3600 in windows of up to 48 hours, else 86400. */
  trendBucketSeconds: countSchema,
  /** Skills used in the same sessions, most frequent first. */
  relatedSkills: z.array(z.object({ skillName: z.string(), kind: skillKindSchema, sharedSessions: countSchema })),
  funnel: funnelSchema,
  /** Of the messages that the source says worked for this skill; `null` when it says so of none. */
  tokens: tokensSchema.nullable(),
  costUsd: usdSchema.nullable(),
});
export type ShowResult = z.infer<typeof showResultSchema>;
