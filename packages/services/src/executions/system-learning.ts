import {
  type ConfidenceChange,
  type ConfidenceLevel,
  type SystemLearning,
  type ToolProfile,
  toTimestamp,
} from '@skills/schema';
import { averageOf } from './rated.ts';
import type { RegisteredTool, ToolRegistry } from './tool-registry.ts';

const latestChanges = 20;

/** What has been learned of every tool. */
export async function systemLearning(registry: ToolRegistry, nowMs: number): Promise<SystemLearning> {
  const tools = await registry.tools(nowMs);
  const { sinceMs, untilMs } = await registry.window(nowMs);
  const changes = await registry.changes(latestChanges);
  return {
    timestamp: toTimestamp(nowMs),
    window: { since: toTimestamp(sinceMs), until: toTimestamp(untilMs) },
    confidenceDistribution: distributionOf(tools.map(({ confidence }) => confidence.level)),
    seedConfidenceDistribution: distributionOf(tools.map(({ confidence }) => confidence.seedLevel)),
    toolProfiles: tools.map(toProfile),
    changes: changes.map(toChangeRow),
    updatedAt: (await registry.updatedAt()) ?? null,
  };
}

function toChangeRow({ changedAtMs, lower, upper, ...change }: ConfidenceChange): SystemLearning['changes'][number] {
  return {
    ...change,
    changedAt: toTimestamp(changedAtMs),
    successRateLower: lower,
    successRateUpper: upper,
  };
}

function toProfile({ confidence, ...tool }: RegisteredTool): ToolProfile {
  const { probability, interval } = confidence;
  return {
    toolName: tool.toolName,
    kind: tool.kind,
    totalExecutions: tool.executions,
    successfulExecutions: tool.successful,
    failedExecutions: tool.failed,
    successRate: averageOf(tool.successful, tool.successful + tool.failed),
    successRateLower: interval.lower,
    successRateUpper: interval.upper,
    avgCost: averageOf(tool.costUsdSum, tool.costCount),
    avgDuration: averageOf(tool.durationSecondsSum, tool.durationCount),
    avgTokens: averageOf(tool.tokenSum, tool.tokenCount),
    confidenceLevel: confidence.level,
    seedConfidenceLevel: confidence.seedLevel,
    levelProbability: { high: probability.HIGH, medium: probability.MEDIUM, low: probability.LOW },
  };
}

function distributionOf(levels: readonly ConfidenceLevel[]): SystemLearning['confidenceDistribution'] {
  const count = (level: ConfidenceLevel): number => levels.filter((known) => known === level).length;
  return { highConfidence: count('HIGH'), mediumConfidence: count('MEDIUM'), lowConfidence: count('LOW') };
}
