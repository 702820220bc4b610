import {
  type ExecutionCounts,
  type PipelineResult,
  type PipelineTool,
  type ToolHour,
  toTimestamp,
} from '@skills/schema';
import type { ToolHoursPort } from './execution-ports.ts';
import { averageOf, successRateOf } from './rated.ts';
import { toolKey } from './tool-registry.ts';

const hourMs = 3_600_000;
const pipelineHours = 24;

const noCounts: ExecutionCounts = {
  executions: 0,
  successful: 0,
  failed: 0,
  durationCount: 0,
  durationSecondsSum: 0,
  costCount: 0,
  costUsdSum: 0,
  tokenCount: 0,
  tokenSum: 0,
};

/** What ran in the last 24 hours, by tool and by hour. */
export async function taskPipeline(hours: ToolHoursPort, nowMs: number): Promise<PipelineResult> {
  const untilMs = (Math.floor(nowMs / hourMs) + 1) * hourMs;
  const sinceMs = untilMs - (pipelineHours + 1) * hourMs;
  const toolHours = await hours.toolHours({ sinceMs, untilMs });
  const tools = [...Map.groupBy(toolHours, toolKey).values()]
    .flatMap((group): PipelineTool[] => {
      const [first] = group;
      return first === undefined ? [] : [pipelineTool(first, sumCounts(group))];
    })
    .toSorted((a, b) => b.total - a.total || (a.toolName < b.toolName ? -1 : 1));
  const all = sumCounts(toolHours);
  return {
    timestamp: toTimestamp(nowMs),
    window: { since: toTimestamp(sinceMs), until: toTimestamp(untilMs) },
    last24Hours: {
      totalTasks: all.executions,
      successfulTasks: all.successful,
      failedTasks: all.failed,
      unknownTasks: all.executions - all.successful - all.failed,
      ...successRateOf(all),
      ...figuresOf(all),
      toolBreakdown: breakdownByName(tools),
    },
    tools,
    hours: Array.from({ length: pipelineHours + 1 }, (_, index) => {
      const hour = sinceMs + index * hourMs;
      const sum = sumCounts(toolHours.filter((row) => row.hourMs === hour));
      return { hour: toTimestamp(hour), total: sum.executions, successful: sum.successful, failed: sum.failed };
    }),
  };
}

function pipelineTool({ toolName, kind }: ToolHour, counts: ExecutionCounts): PipelineTool {
  return {
    toolName,
    kind,
    total: counts.executions,
    successful: counts.successful,
    failed: counts.failed,
    ...successRateOf(counts),
    ...figuresOf(counts),
  };
}

function figuresOf(counts: ExecutionCounts): Pick<PipelineTool, 'averageDurationSeconds' | 'costUsd' | 'tokens'> {
  return {
    averageDurationSeconds: averageOf(counts.durationSecondsSum, counts.durationCount),
    costUsd: counts.costCount === 0 ? null : counts.costUsdSum,
    tokens: counts.tokenCount === 0 ? null : counts.tokenSum,
  };
}

/** Kinds of one name together, as the predecessor knows no kinds. */
function breakdownByName(tools: readonly PipelineTool[]): PipelineResult['last24Hours']['toolBreakdown'] {
  const byName = Map.groupBy(tools, ({ toolName }) => toolName);
  return Object.fromEntries(
    [...byName].map(([name, group]) => [
      name,
      {
        total: group.reduce((sum, { total }) => sum + total, 0),
        successful: group.reduce((sum, { successful }) => sum + successful, 0),
        failed: group.reduce((sum, { failed }) => sum + failed, 0),
      },
    ]),
  );
}

function sumCounts(rows: readonly ExecutionCounts[]): ExecutionCounts {
  return rows.reduce(
    (sum, row) => ({
      executions: sum.executions + row.executions,
      successful: sum.successful + row.successful,
      failed: sum.failed + row.failed,
      durationCount: sum.durationCount + row.durationCount,
      durationSecondsSum: sum.durationSecondsSum + row.durationSecondsSum,
      costCount: sum.costCount + row.costCount,
      costUsdSum: sum.costUsdSum + row.costUsdSum,
      tokenCount: sum.tokenCount + row.tokenCount,
      tokenSum: sum.tokenSum + row.tokenSum,
    }),
    noCounts,
  );
}
