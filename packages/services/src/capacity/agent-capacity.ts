import { stationLoad, type StationLoad, type TimeSpan } from '@skills/analytics';
import type { AgentCapacity } from '@skills/schema';
import type { ObservedAgent } from './observed-agents.ts';
import { callStates, spansOf, type ObservedCalls } from './observed-calls.ts';

const hourMs = 3_600_000;
const namedTools = 3;

/**
 * How much of its time each agent had left in the last hour, the busiest first; agents that began nothing in that hour
 * and run nothing are left out.
 */
export function agentCapacities(
  observed: ObservedCalls,
  agents: readonly ObservedAgent[],
  { sinceMs, nowMs, limit }: { readonly sinceMs: number; readonly nowMs: number; readonly limit: number },
): { readonly totalAgents: number; readonly rows: readonly AgentCapacity[] } {
  const window = { sinceMs: Math.max(sinceMs, nowMs - hourMs), untilMs: nowMs };
  const active = agents
    .filter((agent) => isActive(observed, agent, window.sinceMs))
    .map((agent) => ({
      agent,
      busyMs: timeByTool(observed, agent, window)
        .values()
        .reduce((sum, ms) => sum + ms, 0),
    }))
    .toSorted((a, b) => b.busyMs - a.busyMs || (a.agent.agentId < b.agent.agentId ? -1 : 1));
  const rows = active.slice(0, limit).map(({ agent }) => agentCapacity(observed, agent, window));
  return { totalAgents: active.length, rows };
}

/** Servers are told from everything that was seen of the agent, its load from the window. */
function agentCapacity(observed: ObservedCalls, agent: ObservedAgent, window: TimeSpan): AgentCapacity {
  const load = stationLoad(spansOf(observed, agent.indices), { window });
  const tools = [...timeByTool(observed, agent, window)].toSorted(
    ([left, a], [right, b]) => b - a || (left < right ? -1 : 1),
  );
  return {
    agentId: agent.agentId,
    namedBy: agent.namedBy,
    source: agent.source,
    ...stationFields(load),
    estimatedAvailableCapacity: 1 - load.utilisation,
    inService: load.inService,
    bottleneckTools: tools.slice(0, namedTools).map(([name]) => name),
  };
}

type StationFields = Omit<
  AgentCapacity,
  'agentId' | 'namedBy' | 'source' | 'inService' | 'bottleneckTools' | 'estimatedAvailableCapacity'
>;

/** What a result says of any station. */
export function stationFields(load: StationLoad): StationFields {
  return {
    calls: load.calls,
    servers: load.servers,
    serversFrom: load.serversFrom,
    arrivalsPerHour: load.arrivalsPerSecond * 3600,
    utilisation: load.utilisation,
    utilisationLower: load.utilisationInterval?.lower ?? null,
    utilisationUpper: load.utilisationInterval?.upper ?? null,
    currentQueueDepth: load.queueDepth,
  };
}

function isActive({ calls, state }: ObservedCalls, { indices }: ObservedAgent, sinceMs: number): boolean {
  return indices.some((index) => (calls.startsMs[index] ?? 0) >= sinceMs || state[index] === callStates.running);
}

/** Milliseconds of the window by name of the tool. */
function timeByTool(
  { calls, state, endsMs, names }: ObservedCalls,
  { indices }: ObservedAgent,
  window: TimeSpan,
): Map<string, number> {
  const busy = new Map<string, number>();
  for (const index of indices) {
    if (state[index] !== callStates.ended && state[index] !== callStates.running) continue;
    const fromMs = Math.max(window.sinceMs, calls.startsMs[index] ?? 0);
    const toMs = Math.min(window.untilMs, endsMs[index] ?? 0);
    const name = names.get(calls.skill[index] ?? 0)?.skillName;
    if (name !== undefined && toMs > fromMs) busy.set(name, (busy.get(name) ?? 0) + toMs - fromMs);
  }
  return busy;
}
