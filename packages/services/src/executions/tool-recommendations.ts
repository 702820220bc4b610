import { compareFallbacks, type FallbackComparison } from '@skills/analytics';
import { executionKinds, type ToolRecommendation, type ToolRecommendations, toTimestamp } from '@skills/schema';
import type { HourWindow, ObservedExecutionsPort, ToolFallbacks } from './execution-ports.ts';
import { averageOf } from './rated.ts';
import { type RegisteredTool, toolKey, type ToolRegistry } from './tool-registry.ts';

export type RecommendationSources = {
  readonly registry: ToolRegistry;
  readonly observed: ObservedExecutionsPort;
};

const hourMs = 3_600_000;

/** For every tool of level LOW: how bad it is, and what helped when it failed. */
export async function toolRecommendations(
  { registry, observed }: RecommendationSources,
  nowMs: number,
): Promise<ToolRecommendations> {
  const tools = await registry.toolsOfLevel('LOW', nowMs);
  const fallbacks = await observed.fallbacks(tools, fallbackWindow(await registry.window(nowMs)));
  const recommendations = tools.map((tool, index) =>
    recommendation(tool, fallbacks[index] ?? { failures: 0, next: [] }),
  );
  return { timestamp: toTimestamp(nowMs), totalRecommendations: recommendations.length, recommendations };
}

/** The closed hours: what follows a failure of the running one is not known yet. */
export function fallbackWindow({ sinceMs, untilMs }: HourWindow): HourWindow {
  return { sinceMs, untilMs: untilMs - hourMs };
}

function recommendation(tool: RegisteredTool, { failures, next }: ToolFallbacks): ToolRecommendation {
  const failedTool = toolKey(tool);
  const comparison = compareFallbacks(
    next.map(({ tried, resolved, ...other }) => {
      const key = toolKey(other);
      return { next: key, isRetry: key === failedTool, tried, resolved };
    }),
  );
  const rate = averageOf(tool.successful, tool.successful + tool.failed);
  const fallbacks = comparison.better.map(toFallback);
  return {
    tool: tool.toolName,
    kind: tool.kind,
    reason: `Low success rate: ${((rate ?? 0) * 100).toFixed(1)}%`,
    executions: tool.executions,
    failed: tool.failed,
    successRate: rate,
    successRateLower: tool.confidence.interval.lower,
    successRateUpper: tool.confidence.interval.upper,
    recommendation: adviceText(fallbacks),
    failuresExamined: failures,
    retry: toRetry(comparison.retry),
    fallbacks,
  };
}

function toRetry({ tried, resolved, rate, interval }: FallbackComparison['retry']): ToolRecommendation['retry'] {
  return { tried, resolved, rate, rateLower: interval?.lower ?? null, rateUpper: interval?.upper ?? null };
}

function toFallback(candidate: FallbackComparison['better'][number]): ToolRecommendation['fallbacks'][number] {
  const kind = executionKinds.find((known) => candidate.next.startsWith(`${known} `)) ?? 'tool';
  return {
    toolName: candidate.next.slice(kind.length + 1),
    kind,
    tried: candidate.tried,
    resolved: candidate.resolved,
    rate: candidate.rate,
    rateLower: candidate.interval.lower,
    rateUpper: candidate.interval.upper,
    advantage: candidate.advantage,
    advantageLower: candidate.advantageInterval.lower,
    advantageUpper: candidate.advantageInterval.upper,
  };
}

function adviceText(fallbacks: ToolRecommendation['fallbacks']): string {
  const [best] = fallbacks;
  if (best === undefined) return 'Review tool configuration or fallback strategies';
  return `After a failure, ${best.toolName} helped ${best.resolved} of ${best.tried} times, more often than trying again`;
}
