import { z } from 'zod';
import { countSchema, tokensSchema, usdSchema, windowSchema } from './measures.ts';

const shareSchema = z.object({
  messages: countSchema,
  tokens: tokensSchema,
  /** Stated by the source, or priced; `null` when neither was possible for any of the messages. */
  costUsd: usdSchema.nullable(),
});

export const costsResultSchema = z.object({
  window: windowSchema,
  tokens: tokensSchema,
  /** What could be priced or was stated; tokens of models without a known price are in `unpricedTokens`. */
  costUsd: usdSchema,
  unpricedTokens: countSchema,
  byModel: z.array(z.object({ model: z.string(), ...shareSchema.shape })),
  /** `skillName` null: messages that the source attributes to no skill. */
  bySkill: z.array(z.object({ skillName: z.string().nullable(), ...shareSchema.shape })),
  /** The last 24 hours, widened to whole UTC days, because tokens are kept by the day. */
  lastDay: z.object({
    window: windowSchema,
    tasks: countSchema,
    tokens: countSchema,
    /** `null` without a task. */
    averageTokensPerTask: z.number().min(0).nullable(),
    executionCostUsd: usdSchema,
  }),
  storage: z.object({
    events: countSchema,
    /** `null` for a server, whose file cannot be seen. */
    sizeBytes: countSchema.nullable(),
    /** What keeping the database costs a day at the price of an object store. */
    costUsdPerDay: usdSchema,
  }),
  /** Execution of the last day and storage of a day together. */
  totalDailyCostUsd: usdSchema,
});
export type CostsResult = z.infer<typeof costsResultSchema>;
