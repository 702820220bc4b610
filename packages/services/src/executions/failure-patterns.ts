import { type ExecutionPlace, type ObservedExecution, type RisksResult, toTimestamp } from '@skills/schema';
import type { ExecutionNames } from './execution-ports.ts';
import { successRateOf } from './rated.ts';
import type { RiskTally } from './risk-tally.ts';

/** Tools that failed, those with the most failures first, each with its latest ones. */
export function failurePatterns(
  { tools }: RiskTally,
  names: ExecutionNames,
  executionAt: (place: ExecutionPlace) => ObservedExecution | undefined,
): RisksResult['failurePatterns'] {
  return [...tools]
    .flatMap(([skill, { executions, successful, failed, latest }]) => {
      const tool = names.tools.get(skill);
      if (tool === undefined || failed === 0) return [];
      const recent = latest.toReversed().flatMap((place) => toFailure(executionAt(place)));
      return [{ ...tool, executions, successful, failed, ...successRateOf({ successful, failed }), recent }];
    })
    .toSorted((a, b) => b.failed - a.failed || (a.toolName < b.toolName ? -1 : 1));
}

function toFailure(execution: ObservedExecution | undefined): RisksResult['failurePatterns'][number]['recent'] {
  if (execution === undefined) return [];
  const { taskId, agentId, atMs, durationSeconds, errorType } = execution;
  return [{ taskId, agentId, timestamp: toTimestamp(atMs), duration: durationSeconds, errorType }];
}
