import { type ExecutionPlace, type RisksResult, type RiskState, toTimestamp } from '@skills/schema';
import { costRisksOf, toCostResult } from './cost-risks.ts';
import type { ExecutionColumns, ObservedExecutionsPort, TierStorePort, ToolHoursPort } from './execution-ports.ts';
import { failurePatterns } from './failure-patterns.ts';
import { findFailureClusters, type FoundCluster, isPossibleCluster, toClusterRow } from './find-failure-clusters.ts';
import { RiskTally } from './risk-tally.ts';
import { toolKey, type ToolRegistry } from './tool-registry.ts';

export type RiskWatchDependencies = {
  readonly observed: ObservedExecutionsPort;
  readonly hours: ToolHoursPort;
  readonly registry: Pick<ToolRegistry, 'window'>;
};

const hourMs = 3_600_000;
const windowMs = 24 * hourMs;
/** Of a tool that had not run before the running hour. */
const unknownRate = 0.5;

/**
 * Failures and costs of the last 24 closed hours and the running one that are worse than the tools' own past lets expect.
 * What the closed hours tell is kept when they are summarised; without that it is counted from the log, to the same answer.
 */
export class RiskWatch {
  readonly #parts: RiskWatchDependencies;

  constructor(parts: RiskWatchDependencies) {
    this.#parts = parts;
  }

  async risks(nowMs: number): Promise<RisksResult> {
    const { observed } = this.#parts;
    const closedMs = closedUntil(nowMs);
    const sinceMs = closedMs - windowMs;
    const kept = await observed.riskState(closedMs);
    const state = kept ?? (await this.closedState(closedMs));
    const tally = await this.#tally(state, await observed.columns(closedMs, nowMs + 1));
    const clusters = findFailureClusters(tally, {
      failuresBefore: await observed.failuresOfSessions(sessionsToAsk(tally, state), sinceMs, closedMs),
    });
    const costs = costRisksOf(tally);
    const named = [
      ...[...tally.tools.values()].flatMap(({ latest }) => latest),
      ...(costs?.anomalies ?? []).map(({ place }) => place),
    ];
    const executions = new Map((await observed.at(named)).map(([place, execution]) => [placeKey(place), execution]));
    const executionAt = (place: ExecutionPlace) => executions.get(placeKey(place));
    const names = await observed.names(idsOf(tally, clusters));
    return {
      timestamp: toTimestamp(nowMs),
      window: { since: toTimestamp(sinceMs), until: toTimestamp(nowMs) },
      executions: tally.executions,
      failed: tally.known.failures,
      failurePatterns: failurePatterns(tally, names, executionAt),
      failureClusters: clusters.map((cluster) => toClusterRow(cluster, names)),
      ...toCostResult(costs, executionAt),
    };
  }

  /**
   * Keeps what the closed hours tell.
   *
   * @returns clusters of the last 24 closed hours as sentences, by `toolKey`
   */
  async keep(
    store: Pick<TierStorePort, 'storeRiskState'>,
    nowMs: number,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const { observed } = this.#parts;
    const closedMs = closedUntil(nowMs);
    const kept = await observed.riskState(closedMs);
    const state = kept ?? (await this.closedState(closedMs));
    if (kept === undefined) await store.storeRiskState(state, closedMs);
    const clusters = findFailureClusters(new RiskTally({ state, rateOf: () => unknownRate }), { looked: ['tool'] });
    const { tools } = await observed.names({ tools: clusters.map(({ id }) => id), labels: [], sessions: [] });
    const byTool = Map.groupBy(clusters, ({ id }) => {
      const tool = tools.get(id);
      return tool === undefined ? '' : toolKey(tool);
    });
    return new Map([...byTool].map(([key, found]) => [key, found.map(toSentence)]));
  }

  /** What the 24 hours before tell, from the log. */
  async closedState(closedMs: number): Promise<RiskState> {
    const { hours, observed, registry } = this.#parts;
    const { sinceMs } = await registry.window(closedMs);
    const counts = await hours.toolCounts({ sinceMs, untilMs: closedMs });
    // Half a failure is assumed of each, so that none is never.
    const rates = new Map(
      counts.map((tool) => [toolKey(tool), (tool.failed + 0.5) / (tool.successful + tool.failed + 1)]),
    );
    const tally = await this.#tally({ rates: [...rates] }, await observed.columns(closedMs - windowMs, closedMs));
    return tally.state(rates, closedMs, isPossibleCluster);
  }

  async #tally(state: RiskState | Pick<RiskState, 'rates'>, columns: ExecutionColumns): Promise<RiskTally> {
    const rates = new Map(state.rates);
    const { tools } = await this.#parts.observed.names({
      tools: [...new Set(columns.skill)],
      labels: [],
      sessions: [],
    });
    const byId = new Map([...tools].map(([id, tool]) => [id, rates.get(toolKey(tool)) ?? unknownRate]));
    const tally = new RiskTally({
      rateOf: (skill) => byId.get(skill) ?? unknownRate,
      state: 'tools' in state ? state : undefined,
    });
    tally.add(columns);
    return tally;
  }
}

function closedUntil(nowMs: number): number {
  return Math.floor(nowMs / hourMs) * hourMs;
}

/** Sessions with a run of failures in the running hour that the state has let go of, or never had. */
function sessionsToAsk(tally: RiskTally, { groups }: RiskState): readonly number[] {
  const known = new Set(groups.session.map(([id]) => id));
  return [...tally.groups.session].flatMap(([id, { ended, open }]) =>
    !known.has(id) && (ended.length > 0 || (open !== null && open.run.failures > 1)) ? [id] : [],
  );
}

function idsOf({ tools }: RiskTally, clusters: readonly FoundCluster[]) {
  const labelled = clusters.filter(({ dimension }) => dimension === 'agent' || dimension === 'error');
  return {
    tools: [...new Set([...tools.keys(), ...clusters.flatMap(({ run }) => Object.keys(run.tools).map(Number))])],
    labels: [...labelled.map(({ id }) => id), ...clusters.flatMap(({ run }) => Object.keys(run.errors).map(Number))],
    sessions: clusters.filter(({ dimension }) => dimension === 'session').map(({ id }) => id),
  };
}

function placeKey([atMs, sequence]: ExecutionPlace): string {
  return `${atMs}.${sequence}`;
}

function toSentence({ cluster }: FoundCluster): string {
  const { failures, executions, firstMs, lastMs } = cluster;
  return `${failures} of ${executions} failed from ${toTimestamp(firstMs)} to ${toTimestamp(lastMs)}`;
}
