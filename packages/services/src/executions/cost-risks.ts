import { type CostAnomalies, costAnomalies } from '@skills/analytics';
import { type ExecutionPlace, type ObservedExecution, type RisksResult, toTimestamp } from '@skills/schema';
import type { RiskTally } from './risk-tally.ts';

/** The dearest ones that are named. */
const mostAnomalies = 100;

export type CostRisks = Pick<CostAnomalies, 'count' | 'mean' | 'median' | 'seedThreshold' | 'robustThreshold'> & {
  readonly anomalies: readonly (CostAnomalies['anomalies'][number] & { readonly place: ExecutionPlace })[];
};

/** Executions that cost far more than the others, of those that state a cost; `undefined` when none does. */
export function costRisksOf({ costs }: RiskTally): CostRisks | undefined {
  const found = costAnomalies(costs.map(([, cost]) => cost));
  if (found === undefined) return undefined;
  const anomalies = found.anomalies.slice(0, mostAnomalies).flatMap((anomaly) => {
    const place = costs[anomaly.index]?.[0];
    return place === undefined ? [] : [{ ...anomaly, place }];
  });
  return { ...found, anomalies };
}

export function toCostResult(
  risks: CostRisks | undefined,
  executionAt: (place: ExecutionPlace) => ObservedExecution | undefined,
): Pick<RisksResult, 'costs' | 'costAnomalies'> {
  if (risks === undefined) return { costs: null, costAnomalies: [] };
  const { count, mean, median, seedThreshold, robustThreshold } = risks;
  return {
    costs: { executions: count, mean, median, seedThreshold, robustThreshold },
    costAnomalies: risks.anomalies.flatMap(({ place, costUsd, bySeed, byRobust, timesMedian }) => {
      const execution = executionAt(place);
      if (execution === undefined) return [];
      const { taskId, toolName: tool, kind, atMs } = execution;
      return [{ taskId, tool, kind, timestamp: toTimestamp(atMs), cost: costUsd, bySeed, byRobust, timesMedian }];
    }),
  };
}
