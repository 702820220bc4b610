import { wilsonScoreInterval } from '@skills/analytics';
import type { AgentRow } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import type { ObservedAgent } from './observed-agents.ts';
import { callStates, type ObservedCalls } from './observed-calls.ts';

export const recentSeconds = 120;
export const failuresInARow = 3;
const failingMs = 3_600_000;
const dayMs = 86_400_000;

/** What is known of an agent beside the names of where it last worked. */
export type AgentStatus = Omit<AgentRow, 'sessionId' | 'projectId' | 'lastActivityAt' | 'lastSkillName'> & {
  readonly lastActivityMs: number;
  /** Index of the call that began last. */
  readonly lastCall: number;
};

/** The state of one agent at a moment, from its calls. */
export function agentStatus(observed: ObservedCalls, agent: ObservedAgent, nowMs: number): AgentStatus {
  const { calls, state, endsMs, outcome } = observed;
  const todayMs = Math.floor(nowMs / dayMs) * dayMs;
  const counts = { open: 0, overdue: 0, completed: 0, known: 0, timed: 0, seconds: 0 };
  const today = { completed: 0, failed: 0, unknown: 0 };
  let [failures, lastFailureMs, lastActivityMs] = [0, 0, 0];
  for (const index of agent.indices) {
    const startMs = calls.startsMs[index] ?? 0;
    const isRunning = state[index] === callStates.running;
    const endMs = isRunning ? startMs : (endsMs[index] ?? startMs);
    lastActivityMs = Math.max(lastActivityMs, endMs);
    if (isRunning) counts.open += 1;
    if (state[index] === callStates.overdue) counts.overdue += 1;
    if (state[index] === callStates.ended) {
      counts.timed += 1;
      counts.seconds += calls.seconds[index] ?? 0;
    }
    const result = outcome[index];
    if (startMs >= todayMs) today[result === 1 ? 'completed' : result === 0 ? 'failed' : 'unknown'] += 1;
    if (result === 1) {
      counts.completed += 1;
      failures = 0;
    } else if (result === 0) {
      failures += 1;
      lastFailureMs = endMs;
    }
    if (result !== -1) counts.known += 1;
  }
  const isFailing = failures >= failuresInARow && nowMs - lastFailureMs <= failingMs;
  const isRecent = nowMs - lastActivityMs <= recentSeconds * 1000;
  const isBusy = counts.open > 0 || isRecent;
  const interval = counts.known === 0 ? undefined : wilsonScoreInterval(counts.completed, counts.known);
  return {
    agentId: agent.agentId,
    namedBy: agent.namedBy,
    source: agent.source,
    status: isFailing ? 'ERROR' : isBusy ? 'BUSY' : 'IDLE',
    reason: isFailing ? 'failing' : counts.open > 0 ? 'running' : isRecent ? 'recent' : 'quiet',
    openCalls: counts.open,
    overdueCalls: counts.overdue,
    tasksCompletedToday: today.completed,
    tasksFailedToday: today.failed,
    tasksUnknownToday: today.unknown,
    calls: agent.indices.length,
    knownOutcomes: counts.known,
    timedCalls: counts.timed,
    averageResponseSeconds: counts.timed === 0 ? null : counts.seconds / counts.timed,
    successRate: counts.known === 0 ? null : counts.completed / counts.known,
    successRateLower: interval?.lower ?? null,
    successRateUpper: interval?.upper ?? null,
    lastActivityMs,
    lastCall: agent.indices.at(-1) ?? 0,
  };
}

/** With the names of where the agents last worked. */
export function toAgentRow(
  { lastActivityMs, lastCall, ...status }: AgentStatus,
  { calls, names }: ObservedCalls,
  sessions: ReadonlyMap<number, { readonly sessionId: string; readonly projectId: string | undefined }>,
): AgentRow {
  const session = sessions.get(calls.session[lastCall] ?? 0);
  return {
    ...status,
    sessionId: session?.sessionId ?? '',
    projectId: session?.projectId ?? null,
    lastActivityAt: toTimestamp(lastActivityMs),
    lastSkillName: names.get(calls.skill[lastCall] ?? 0)?.skillName ?? '',
  };
}
