import { z } from 'zod';
import { countSchema, fractionSchema } from './measures.ts';

/** How results are ordered: by both rankings together, or by one of them. */
export const searchMethods = ['fused', 'bm25', 'embedding'] as const;
export type SearchMethod = (typeof searchMethods)[number];

export const skillMatchSchema = z.object({
  skillName: z.string(),
  /** Empty for a skill that is not installed here. */
  description: z.string(),
  /** What results are ordered by. */
  score: fractionSchema,
  /** Places in the two rankings, from 1; `null` when it is in none of them. */
  bm25Rank: countSchema.nullable(),
  embeddingRank: countSchema.nullable(),
  /** Cosine of the embeddings, in [-1, 1]. */
  similarity: z.number().min(-1).max(1),
  /** How much the past speaks for the skill in the phase that was asked for; `null` without one. */
  phaseAffinity: fractionSchema.nullable(),
  category: z.string().nullable(),
  isInstalled: z.boolean(),
  invocations: countSchema,
  /** Of the calls whose outcome is known. */
  completionRate: fractionSchema.nullable(),
});
export type SkillMatch = z.infer<typeof skillMatchSchema>;

export const searchResultSchema = z.object({
  query: z.string(),
  method: z.enum(searchMethods),
  workflowPhase: z.string().nullable(),
  /** Skills that were searched. */
  searched: countSchema,
  results: z.array(skillMatchSchema),
});
export type SearchResult = z.infer<typeof searchResultSchema>;

export const similarSkillsResultSchema = z.object({
  skillName: z.string(),
  searched: countSchema,
  results: z.array(
    z.object({
      skillName: z.string(),
      description: z.string(),
      /** Cosine, in [-1, 1]. */
      similarity: z.number().min(-1).max(1),
    }),
  ),
});
export type SimilarSkillsResult = z.infer<typeof similarSkillsResultSchema>;
