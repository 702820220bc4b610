import type { AgentsResult, ApiUsageAndCosting, CapacityResult } from '@skills/schema';
import {
  AnalyticsEngine,
  ExecutionRecorder,
  HourlyAggregator,
  RiskWatch,
  type TierStorePort,
  ToolRegistry,
} from '@skills/services';
import {
  changeTierRetention,
  type EventIngest,
  keepToolFallbacks,
  ObservedExecutionRepository,
  readTierRetention,
  type SqlEngine,
  storeRiskState,
  storeToolProfiles,
  summariseHours,
  ToolHourRepository,
  ToolProfileRepository,
} from '@skills/storage';
import type { Composition, Executions } from './composition.ts';

export type ExecutionParts = {
  readonly engine: SqlEngine;
  readonly nowMs: () => number;
  /** Where the analysers of agents and costs come from, when they are asked. */
  readonly others: Pick<Composition, 'capacity' | 'costs'>;
  /** Left out for reading. */
  readonly log?: EventIngest | undefined;
};

type ExecutionAnswers = ConstructorParameters<
  typeof AnalyticsEngine<AgentsResult, CapacityResult, ApiUsageAndCosting>
>[0];

/** Executions of an open database. */
export function buildExecutions({ engine, nowMs, others, log }: ExecutionParts): Executions {
  const hours = new ToolHourRepository({ engine });
  const observed = new ObservedExecutionRepository({ engine });
  const stored = new ToolProfileRepository({ engine });
  const profiles = {
    changes: async (...asked: Parameters<typeof stored.changes>) => stored.changes(...asked),
    updatedAt: async () => stored.updatedAt(),
    retention: async () => readTierRetention(engine),
  };
  const registry = new ToolRegistry({ hours, profiles });
  const risks = new RiskWatch({ observed, hours, registry });
  const store: TierStorePort = {
    summarise: async (atMs) => summariseHours(engine, atMs),
    storeRiskState: async (state, untilMs) => storeRiskState(engine, state, untilMs),
    keepFallbacks: async (tools, window) => keepToolFallbacks(engine, tools, window),
    storeProfiles: async (made, atMs) => storeToolProfiles(engine, made, atMs),
  };
  const writing =
    log === undefined
      ? undefined
      : {
          recorder: new ExecutionRecorder({ log, now: nowMs, newId: () => crypto.randomUUID() }),
          aggregator: new HourlyAggregator({ store, registry, risks }),
        };
  const capacity: ExecutionAnswers['capacity'] = {
    agentsStatus: async (question) => (await others.capacity()).agentsStatus(question),
    predictiveCapacity: async (question) => (await others.capacity()).predictiveCapacity(question),
  };
  const costs: ExecutionAnswers['costs'] = {
    getApiUsageAndCosting: async (question) => (await others.costs('read')).analyzer.getApiUsageAndCosting(question),
  };
  return {
    engine: new AnalyticsEngine({ hours, observed, registry, risks, capacity, costs, now: nowMs, writing }),
    changeRetention: async (change) => changeTierRetention(engine, change),
  };
}
