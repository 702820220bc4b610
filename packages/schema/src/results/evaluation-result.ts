import * as z from 'zod';

const count = z.int().nonnegative();

/** A mean over users with its bootstrap interval of 95 %. */
export const meanIntervalSchema = z.object({ mean: z.number(), lower: z.number(), upper: z.number() });

export const modelEvaluationSchema = z.object({
  name: z.string(),
  /** Share of users of whom a skill that was kept out is among the first k. */
  hitRate: meanIntervalSchema,
  ndcg: meanIntervalSchema,
  recall: meanIntervalSchema,
  reciprocalRank: meanIntervalSchema,
  /** Share of all skills that are among the first k of anybody. */
  coverage: z.number().min(0).max(1),
  /** NDCG above that of popularity, by the same users. */
  gain: meanIntervalSchema,
});

export type ModelEvaluationRow = z.infer<typeof modelEvaluationSchema>;

export const evaluateResultSchema = z.object({
  k: count,
  seed: z.int(),
  /** Rounded down to a multiple of five. */
  users: count,
  skills: count,
  splits: z.array(
    z.object({
      split: z.enum(['leave-one-out', '80/20']),
      /** Of whom something was kept out, rounded down to a multiple of five. */
      users: count,
      models: z.array(modelEvaluationSchema),
    }),
  ),
  chosen: z.string(),
  /** Why nothing could be evaluated; null when it could. */
  needs: z.object({ users: count, skillsPerUser: count }).nullable(),
  evaluatedAt: z.string(),
});

export type EvaluateResult = z.infer<typeof evaluateResultSchema>;
