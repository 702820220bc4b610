import { z } from 'zod';
import { confidenceLevels, executionKinds } from '../execution.ts';
import { countSchema, fractionSchema, resultTimeSchema, secondsSchema, usdSchema, windowSchema } from './measures.ts';

const toolFields = { toolName: z.string(), kind: z.enum(executionKinds) };

const outcomeFields = {
  successful: countSchema,
  failed: countSchema,
  /** Of the executions whose outcome is known; `null` when none is. */
  successRate: fractionSchema.nullable(),
  /** Wilson score interval (95 %); `null` when no outcome is known. */
  successRateLower: fractionSchema.nullable(),
  successRateUpper: fractionSchema.nullable(),
};

export const pipelineToolSchema = z.object({
  ...toolFields,
  total: countSchema,
  ...outcomeFields,
  averageDurationSeconds: secondsSchema.nullable(),
  /** Of the executions that state a cost; `null` when none does. */
  costUsd: usdSchema.nullable(),
  tokens: countSchema.nullable(),
});
export type PipelineTool = z.infer<typeof pipelineToolSchema>;

/** Every execution counts as a task, as in the predecessor. */
export const pipelineResultSchema = z.object({
  timestamp: resultTimeSchema,
  /** The 24 hours before now with the hour they begin in. */
  window: windowSchema,
  last24Hours: z.object({
    totalTasks: countSchema,
    successfulTasks: countSchema,
    failedTasks: countSchema,
    unknownTasks: countSchema,
    successRate: fractionSchema.nullable(),
    successRateLower: fractionSchema.nullable(),
    successRateUpper: fractionSchema.nullable(),
    averageDurationSeconds: secondsSchema.nullable(),
    costUsd: usdSchema.nullable(),
    tokens: countSchema.nullable(),
    /** By name of the tool; `tools` has more of each. */
    toolBreakdown: z.record(z.string(), z.object({ total: countSchema, successful: countSchema, failed: countSchema })),
  }),
  tools: z.array(pipelineToolSchema),
  hours: z.array(
    z.object({ hour: resultTimeSchema, total: countSchema, successful: countSchema, failed: countSchema }),
  ),
});
export type PipelineResult = z.infer<typeof pipelineResultSchema>;

const levelSchema = z.enum(confidenceLevels);

export const toolProfileSchema = z.object({
  ...toolFields,
  totalExecutions: countSchema,
  successfulExecutions: countSchema,
  failedExecutions: countSchema,
  successRate: fractionSchema.nullable(),
  /** 95 % credible interval of the success rate, by the posterior that decides the level. */
  successRateLower: fractionSchema,
  successRateUpper: fractionSchema,
  avgCost: usdSchema.nullable(),
  avgDuration: secondsSchema.nullable(),
  avgTokens: z.number().min(0).nullable(),
  confidenceLevel: levelSchema,
  /** What the predecessor's rule says. */
  seedConfidenceLevel: levelSchema,
  /** How likely the success rate is in each band. */
  levelProbability: z.object({ high: fractionSchema, medium: fractionSchema, low: fractionSchema }),
});
export type ToolProfile = z.infer<typeof toolProfileSchema>;

export const confidenceChangeSchema = z.object({
  ...toolFields,
  changedAt: resultTimeSchema,
  fromLevel: levelSchema.nullable(),
  toLevel: levelSchema,
  seedLevel: levelSchema,
  executions: countSchema,
  successful: countSchema,
  failed: countSchema,
  successRateLower: fractionSchema,
  successRateUpper: fractionSchema,
});

const distributionSchema = z.object({
  highConfidence: countSchema,
  mediumConfidence: countSchema,
  lowConfidence: countSchema,
});

export const systemLearningSchema = z.object({
  timestamp: resultTimeSchema,
  window: windowSchema,
  confidenceDistribution: distributionSchema,
  seedConfidenceDistribution: distributionSchema,
  /** The most used first. */
  toolProfiles: z.array(toolProfileSchema),
  /** The latest first. */
  changes: z.array(confidenceChangeSchema),
  /** When levels were last kept; `null` before the first time. */
  updatedAt: resultTimeSchema.nullable(),
});
export type SystemLearning = z.infer<typeof systemLearningSchema>;

const triedFields = { tried: countSchema, resolved: countSchema };

export const toolRecommendationSchema = z.object({
  tool: z.string(),
  kind: z.enum(executionKinds),
  reason: z.string(),
  executions: countSchema,
  failed: countSchema,
  successRate: fractionSchema.nullable(),
  successRateLower: fractionSchema,
  successRateUpper: fractionSchema,
  recommendation: z.string(),
  /** Failures that were followed up, the latest ones. */
  failuresExamined: countSchema,
  /** Trying the same tool again. */
  retry: z.object({
    ...triedFields,
    rate: fractionSchema.nullable(),
    rateLower: fractionSchema.nullable(),
    rateUpper: fractionSchema.nullable(),
  }),
  /** What helped more often than that, beyond chance; empty without evidence. */
  fallbacks: z.array(
    z.object({
      ...toolFields,
      ...triedFields,
      rate: fractionSchema,
      rateLower: fractionSchema,
      rateUpper: fractionSchema,
      /** Difference of the two rates. */
      advantage: z.number().min(-1).max(1),
      advantageLower: z.number().min(-1).max(1),
      advantageUpper: z.number().min(-1).max(1),
    }),
  ),
});
export type ToolRecommendation = z.infer<typeof toolRecommendationSchema>;

export const toolRecommendationsSchema = z.object({
  timestamp: resultTimeSchema,
  totalRecommendations: countSchema,
  recommendations: z.array(toolRecommendationSchema),
});
export type ToolRecommendations = z.infer<typeof toolRecommendationsSchema>;

export const toolsResultSchema = z.object({
  ...systemLearningSchema.shape,
  recommendations: z.array(toolRecommendationSchema),
});
export type ToolsResult = z.infer<typeof toolsResultSchema>;

export const failureDimensions = ['tool', 'agent', 'session', 'error'] as const;
export type FailureDimension = (typeof failureDimensions)[number];

export const failureClusterSchema = z.object({
  dimension: z.enum(failureDimensions),
  /** Name of the tool, id of the agent or session, or type of the error. */
  name: z.string(),
  firstAt: resultTimeSchema,
  lastAt: resultTimeSchema,
  failures: countSchema,
  executions: countSchema,
  expectedFailures: z.number().min(0),
  /** Chance of such a cluster at the tools' long-term rates. */
  pValue: fractionSchema,
  /** The same, with all groups that were looked at. */
  qValue: fractionSchema,
  /** Tools and types of error in it, the most frequent first. */
  tools: z.array(z.object({ name: z.string(), failures: countSchema })),
  errors: z.array(z.object({ name: z.string(), failures: countSchema })),
});
export type FailureClusterRow = z.infer<typeof failureClusterSchema>;

export const risksResultSchema = z.object({
  timestamp: resultTimeSchema,
  window: windowSchema,
  executions: countSchema,
  failed: countSchema,
  /** Failures by tool, the most first, each with its latest ones. */
  failurePatterns: z.array(
    z.object({
      ...toolFields,
      executions: countSchema,
      ...outcomeFields,
      recent: z.array(
        z.object({
          taskId: z.string().nullable(),
          agentId: z.string().nullable(),
          timestamp: resultTimeSchema,
          duration: secondsSchema.nullable(),
          errorType: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** Failures closer in time than their rates predict. */
  failureClusters: z.array(failureClusterSchema),
  /** `null` when no execution states a cost. */
  costs: z
    .object({
      executions: countSchema,
      mean: usdSchema,
      median: usdSchema,
      seedThreshold: usdSchema,
      robustThreshold: usdSchema.nullable(),
    })
    .nullable(),
  costAnomalies: z.array(
    z.object({
      taskId: z.string().nullable(),
      tool: z.string(),
      kind: z.enum(executionKinds),
      timestamp: resultTimeSchema,
      cost: usdSchema,
      /** Above twice the mean. */
      bySeed: z.boolean(),
      /** Above what the median and its deviation allow. */
      byRobust: z.boolean(),
      timesMedian: z.number().min(0).nullable(),
    }),
  ),
});
export type RisksResult = z.infer<typeof risksResultSchema>;
