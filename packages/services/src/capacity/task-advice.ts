import {
  delegationAdvice,
  expectedSeconds,
  stationLoad,
  wilsonScoreInterval,
  type StationLoad,
  type WayEvidence,
} from '@skills/analytics';
import type { AdviceResult, AdviceWay } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import type { TaskCall } from './capacity-ports.ts';
import { observeCalls, spansOf, type ObservationSources } from './observed-calls.ts';

export type AdviceQuestion = {
  /** Name of a tool, a skill or a type of agent. */
  readonly task: string;
  /** UTC epoch milliseconds, half open. */
  readonly sinceMs: number;
  readonly nowMs: number;
};

const hourMs = 3_600_000;
const taskLimit = 2_000;
const loadLimit = 2_000;

/**
 * Whether to delegate a task or do it here, from its newest calls: those made by agents below a main agent against those
 * made by main agents, and how long each way would have to wait now. A call of a type of agent is itself a delegation.
 */
export async function taskAdvice(
  sources: ObservationSources,
  { task, sinceMs, nowMs }: AdviceQuestion,
): Promise<AdviceResult> {
  const kinds = await sources.log.kindsOf(task);
  const question = { sinceMs, untilMs: nowMs, limit: taskLimit };
  const pages = await Promise.all(
    kinds.map(async (kind) => {
      const calls = await sources.log.taskCalls({ skillName: task, kind }, question);
      return kind === 'subagent' ? calls.map((call) => ({ ...call, isDelegated: true })) : calls;
    }),
  );
  const loads = await currentLoads(sources, nowMs);
  const calls = pages.flat();
  const delegated = calls.filter(({ isDelegated }) => isDelegated);
  const local = calls.filter(({ isDelegated }) => !isDelegated);
  const [there, here] = [evidenceOf(delegated, loads.delegated), evidenceOf(local, loads.local)];
  return {
    window: { since: toTimestamp(sinceMs), until: toTimestamp(nowMs) },
    task,
    kinds: [...kinds],
    ...delegationAdvice(there, here),
    isObservational: true,
    isComplete: pages.every((page) => page.length < taskLimit),
    delegated: toWay(delegated, there, loads.delegated),
    local: toWay(local, here, loads.local),
  };
}

type Loads = { readonly delegated: StationLoad; readonly local: StationLoad };

async function currentLoads(sources: ObservationSources, nowMs: number): Promise<Loads> {
  const observed = await observeCalls(sources, { sinceMs: nowMs - hourMs, nowMs, limit: loadLimit });
  const window = { sinceMs: nowMs - hourMs, untilMs: nowMs };
  const { agent } = observed.calls;
  const loadOf = (isDelegated: boolean): StationLoad => {
    const indices = [...agent.keys()].filter((index) => (agent[index] !== 0) === isDelegated);
    return stationLoad(spansOf(observed, indices), { window });
  };
  return { delegated: loadOf(true), local: loadOf(false) };
}

function evidenceOf(calls: readonly TaskCall[], load: StationLoad): WayEvidence {
  return {
    completed: calls.filter(({ completed }) => completed === true).length,
    known: calls.filter(({ completed }) => completed !== null).length,
    seconds: calls.flatMap(({ seconds }) => seconds ?? []),
    waitSeconds: (load.queueDepth * (load.meanServiceSeconds ?? 0)) / load.servers,
  };
}

function toWay(calls: readonly TaskCall[], evidence: WayEvidence, load: StationLoad): AdviceWay {
  const { completed, known, seconds, waitSeconds } = evidence;
  const interval = known === 0 ? undefined : wilsonScoreInterval(completed, known);
  return {
    calls: calls.length,
    completed,
    failed: known - completed,
    successProbability: known === 0 ? null : completed / known,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    timedCalls: seconds.length,
    medianSeconds: expectedSeconds({ ...evidence, waitSeconds: 0 }),
    currentQueueDepth: load.queueDepth,
    waitSeconds,
    expectedSeconds: expectedSeconds(evidence),
  };
}
