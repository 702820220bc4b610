import type { CapacityLog } from './capacity-ports.ts';
import type { ObservedCalls } from './observed-calls.ts';

/** An agent and its calls, oldest first. */
export type ObservedAgent = {
  readonly agentId: string;
  readonly namedBy: 'agent' | 'session';
  readonly source: string;
  readonly indices: readonly number[];
};

// What the collector of Claude Code calls a subagent whose transcript does not name it: one per session, not one in all.
const unnamedAgent = 'sidechain';

/**
 * Calls by agent. The agent of a call is the one that the event names, else the main agent of its session. Agents of
 * different sources are different agents, whatever their names.
 */
export async function observedAgents(
  { calls }: ObservedCalls,
  log: Pick<CapacityLog, 'labels' | 'sessionNames'>,
): Promise<readonly ObservedAgent[]> {
  const labels = await log.labels([...new Set([...calls.agent, ...calls.source])]);
  const byKey = new Map<string, number[]>();
  for (const [index, agent] of calls.agent.entries()) {
    const isOfSession = agent === 0 || labels.get(agent) === unnamedAgent;
    const key = `${calls.source[index]} ${agent} ${isOfSession ? calls.session[index] : ''}`;
    const indices = byKey.get(key);
    if (indices === undefined) byKey.set(key, [index]);
    else indices.push(index);
  }
  const groups = [...byKey.values()];
  const mainSessions = groups.flatMap(([first = 0]) => (calls.agent[first] === 0 ? [calls.session[first] ?? 0] : []));
  const sessions = await log.sessionNames(mainSessions);
  return groups.map((indices) => {
    const [first = 0] = indices;
    const agent = calls.agent[first] ?? 0;
    const source = labels.get(calls.source[first] ?? 0) ?? '';
    return agent === 0
      ? {
          agentId: sessions.get(calls.session[first] ?? 0)?.sessionId ?? '',
          namedBy: 'session' as const,
          source,
          indices,
        }
      : { agentId: labels.get(agent) ?? '', namedBy: 'agent' as const, source, indices };
  });
}
