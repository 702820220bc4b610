import { z } from 'zod';
import { collectResultSchema } from './collect-result.ts';
import {
  countSchema,
  fractionSchema,
  outcomesSchema,
  resultTimeSchema,
  skillKindSchema,
  tokensSchema,
  usdSchema,
  windowSchema,
} from './measures.ts';
import { skillRowSchema } from './skill-row.ts';

export const overviewResultSchema = z.object({
  window: windowSchema,
  /** The numbers come from a simulated world, not from anybody's work. */
  simulated: z.boolean(),
  totals: z.object({
    ...outcomesSchema.shape,
    sessions: countSchema,
    skills: countSchema,
    projects: countSchema,
  }),
  topSkills: z.array(
    z.object({
      ...skillRowSchema.shape,
      /** Calls per bucket from `activitySince` on, oldest first. */
      activity: z.array(countSchema),
    }),
  ),
  activitySince: resultTimeSchema,
  /** 3600 in windows of up to 48 hours, else 86400. */
  activityBucketSeconds: countSchema,
  /** Calls of everything in each bucket, oldest first; buckets without a call are left out. */
  trend: z.array(z.object({ startAt: resultTimeSchema, ...outcomesSchema.shape })),
  /** By number of failures; the interval is Wilson's (95 %). */
  failsMost: z.array(
    z.object({
      skillName: z.string(),
      kind: skillKindSchema,
      failed: countSchema,
      known: countSchema,
      failureRate: fractionSchema,
      failureRateLower: fractionSchema,
      failureRateUpper: fractionSchema,
    }),
  ),
  offeredNeverUsed: z.array(z.object({ skillName: z.string(), offered: countSchema })),
  costs: z.object({ costUsd: usdSchema, tokens: tokensSchema, unpricedTokens: countSchema }),
});
export type OverviewResult = z.infer<typeof overviewResultSchema>;

/** Where a source was looked for. */
export const searchedPlaceSchema = z.object({ source: z.string(), path: z.string(), found: z.boolean() });
export type SearchedPlace = z.infer<typeof searchedPlaceSchema>;

export const startResultSchema = z.object({
  searched: z.array(searchedPlaceSchema),
  collected: collectResultSchema.nullable(),
  overview: overviewResultSchema,
});
export type StartResult = z.infer<typeof startResultSchema>;

export const demoResultSchema = z.object({
  simulated: z.literal(true),
  /** Without credentials. */
  url: z.string(),
  scale: z.string(),
  seed: z.int(),
  inserted: countSchema,
  duplicates: countSchema,
  overview: overviewResultSchema,
});
export type DemoResult = z.infer<typeof demoResultSchema>;
