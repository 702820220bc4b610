import * as z from 'zod';

export const recommendationSources = ['collaborative_filtering', 'global_popularity'] as const;

export const recommendationSchema = z.object({
  skillName: z.string(),
  /** Higher is better; of one answer and one source only. */
  score: z.number(),
  /** Fraction over all users; null where it would tell of a few. */
  completionRate: z.number().min(0).max(1).nullable(),
  source: z.enum(recommendationSources),
  /** Users who have it, of those that speak for it; never a few. */
  support: z.int().nonnegative(),
  /** In words. */
  because: z.array(z.string()),
  /** On this machine; null when nobody has looked. */
  installed: z.boolean().nullable(),
});

export type Recommendation = z.infer<typeof recommendationSchema>;

/** What stands in the way of an answer of one's own. */
export const userNeedSchema = z.enum(['unknown-user', 'few-skills', 'few-users']);

export type UserNeed = z.infer<typeof userNeedSchema>;

export const recommendResultSchema = z.object({
  /** Pseudonym for this purpose alone. */
  userId: z.string(),
  model: z.object({
    name: z.string(),
    /** By whom: the request, an evaluation on this log, or the usual one because none was made or there is too little. */
    chosenBy: z.enum(['request', 'evaluation', 'default', 'too-little-data']),
    /** Of the evaluation. */
    evaluatedAt: z.string().nullable(),
  }),
  /** Numbers of fewer other users are not told. */
  minUsers: z.int().positive(),
  recommendations: z.array(recommendationSchema),
  needs: userNeedSchema.nullable(),
});

export type RecommendResult = z.infer<typeof recommendResultSchema>;
