import * as z from 'zod';
import { recommendationSchema, userNeedSchema } from './recommendation-result.ts';

export const similarUserSchema = z.object({
  /** Pseudonym for this purpose alone. */
  userId: z.string(),
  /** Jaccard index of the sets of skills used, in (0, 1]. */
  similarity: z.number().min(0).max(1),
  commonSkills: z.int().nonnegative(),
});

export type SimilarUserRow = z.infer<typeof similarUserSchema>;

export const similarUsersResultSchema = z.object({
  userId: z.string(),
  minCommonSkills: z.int().positive(),
  similarUsers: z.array(similarUserSchema),
  /** What they use and it works for them. */
  recommendations: z.array(recommendationSchema),
  /** Why there is nothing, where there is nothing. */
  needs: userNeedSchema.nullable(),
});

export type SimilarUsersResult = z.infer<typeof similarUsersResultSchema>;
