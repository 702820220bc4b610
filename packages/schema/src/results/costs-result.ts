import { z } from 'zod';
import { humanEffortLevels } from '../skill-kind.ts';
import { countSchema, resultTimeSchema, secondsSchema, tokensSchema, usdSchema, windowSchema } from './measures.ts';

const shareSchema = z.object({
  messages: countSchema,
  tokens: tokensSchema,
  /** Stated by the source, or priced; `null` when neither was possible for any of the messages. */
  costUsd: usdSchema.nullable(),
});

const outcomeShareSchema = z.object({
  calls: countSchema,
  completed: countSchema,
  failed: countSchema,
  /** Cost of a call over the share of known outcomes that are successes, with its 95 % interval. */
  costPerSuccess: z.object({ usd: usdSchema, lower: usdSchema, upper: usdSchema.nullable() }).nullable(),
});

/** Usage and cost of the last day as the mission names them. */
export const apiUsageAndCostingSchema = z.object({
  timestamp: resultTimeSchema,
  /** The last 24 hours, widened to whole UTC days, because tokens are kept by the day. */
  window: windowSchema,
  apiUsage: z.object({
    totalTasks24h: countSchema,
    totalTokens24h: countSchema,
    /** `null` without a task. */
    avgTokensPerTask: z.number().min(0).nullable(),
    unpricedTokens24h: countSchema,
  }),
  costing: z.object({
    executionCosts24h: usdSchema,
    /** By the mission's model of 500 bytes a record and 200 a summary. */
    storageCostsDaily: usdSchema,
    totalDailyCost: usdSchema,
  }),
  storage: z.object({
    tier1RawRecords: countSchema,
    tier2HourlySummaries: countSchema,
    /** Mebibytes, by the same model. */
    estimatedSizeMb: z.number().min(0),
  }),
});
export type ApiUsageAndCosting = z.infer<typeof apiUsageAndCostingSchema>;

/** What tasks asked of people: LOW below 5 minutes, MEDIUM up to 30, HIGH above, or as the source stated. */
export const humanEffortSchema = z.object({
  level: z.enum(humanEffortLevels),
  tasks: countSchema,
  /** Of these, tasks whose duration is known, and how long they took together. */
  timedTasks: countSchema,
  durationSeconds: secondsSchema,
});
export type HumanEffort = z.infer<typeof humanEffortSchema>;

export const costsResultSchema = z.object({
  window: windowSchema,
  tokens: tokensSchema,
  /** What could be priced or was stated; tokens of models without a known price are in `unpricedTokens`. */
  costUsd: usdSchema,
  unpricedTokens: countSchema,
  byModel: z.array(z.object({ model: z.string(), ...shareSchema.shape })),
  /** `skillName` null: messages that the source attributes to no skill. */
  bySkill: z.array(
    z.object({
      skillName: z.string().nullable(),
      ...shareSchema.shape,
      /** Calls of the skill itself; `null` without a skill. */
      outcomes: outcomeShareSchema.nullable(),
    }),
  ),
  /** Every call in the window, with what one success of it cost. */
  outcomes: outcomeShareSchema,
  /** Models of the unpriced tokens. */
  unpricedModels: z.array(z.string()),
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
    ...apiUsageAndCostingSchema.shape.storage.shape,
  }),
  apiUsage: apiUsageAndCostingSchema.shape.apiUsage,
  costing: apiUsageAndCostingSchema.shape.costing,
  /** Executions of the last 24 hours. */
  humanEffort: z.array(humanEffortSchema),
  /** Execution of the last day and storage of a day together. */
  totalDailyCostUsd: usdSchema,
});
export type CostsResult = z.infer<typeof costsResultSchema>;
