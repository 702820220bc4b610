import { stationLoad } from '@skills/analytics';
import type { AdviceResult, AgentsResult, AgentState, CapacityResult } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { agentCapacities } from './agent-capacity.ts';
import { agentStatus, failuresInARow, recentSeconds, toAgentRow } from './agent-status.ts';
import { nextHour, readHours, type KnownHours } from './next-hour.ts';
import { observedAgents } from './observed-agents.ts';
import { observeCalls, spansOf, type ObservationSources, type ObservedCalls } from './observed-calls.ts';
import { bottlenecks, systemResult } from './system-capacity.ts';
import { taskAdvice, type AdviceQuestion } from './task-advice.ts';

export type CapacityAnalyzerDependencies = ObservationSources & {
  /** The newest calls that are looked at one by one. Default 5,000. */
  readonly callLimit?: number;
};

export type AgentsQuestion = {
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
  /** Rows; the counts are of all agents. */
  readonly limit?: number;
};

export type CapacityQuestion = AgentsQuestion & {
  /** Begin of what is measured; a day ago unless told otherwise. */
  readonly sinceMs?: number | undefined;
  /** How many calls can be worked on at once, where it is known. */
  readonly servers?: number | undefined;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const usualRows = 20;
const keptMs = 60_000;
const order = { ERROR: 0, BUSY: 1, IDLE: 2 } as const satisfies Record<AgentState, number>;

/** What agents are doing, what they have time for, and whether a task is better delegated: from the newest calls and the hours. */
export class CapacityAnalyzer {
  readonly #sources: ObservationSources;
  readonly #callLimit: number;
  #hours: { readonly readAtMs: number; readonly known: Promise<KnownHours> } | undefined;

  constructor({ callLimit = 5_000, ...sources }: CapacityAnalyzerDependencies) {
    this.#sources = sources;
    this.#callLimit = callLimit;
  }

  /** Every agent that was active in the last 24 hours. */
  async agentsStatus({ nowMs, limit = usualRows }: AgentsQuestion): Promise<AgentsResult> {
    const sinceMs = nowMs - dayMs;
    const observed = await observeCalls(this.#sources, { sinceMs, nowMs, limit: this.#callLimit });
    const agents = await observedAgents(observed, this.#sources.log);
    const statuses = agents.map((agent) => agentStatus(observed, agent, nowMs));
    const listed = statuses
      .toSorted((a, b) => order[a.status] - order[b.status] || b.lastActivityMs - a.lastActivityMs)
      .slice(0, limit);
    const sessions = await this.#sources.log.sessionNames(
      listed.map(({ lastCall }) => observed.calls.session[lastCall] ?? 0),
    );
    const countOf = (state: AgentState): number => statuses.filter(({ status }) => status === state).length;
    return {
      window: { since: toTimestamp(coveredSinceMs(observed, sinceMs)), until: toTimestamp(nowMs) },
      isComplete: observed.calls.isComplete,
      totalAgents: statuses.length,
      busy: countOf('BUSY'),
      idle: countOf('IDLE'),
      error: countOf('ERROR'),
      rules: { recentSeconds, failuresInARow },
      agents: listed.map((status) => toAgentRow(status, observed, sessions)),
    };
  }

  /** Load, queue, bottlenecks and the next hour; for everything together and for the agents of the last hour. */
  async predictiveCapacity(question: CapacityQuestion): Promise<CapacityResult> {
    const { nowMs, sinceMs = nowMs - dayMs, servers, limit = usualRows } = question;
    const { log } = this.#sources;
    const observed = await observeCalls(this.#sources, { sinceMs, nowMs, limit: this.#callLimit });
    const agents = await observedAgents(observed, log);
    const toHour = Math.ceil(nowMs / hourMs);
    // Where the database has a thread of its own, it reads the hours while the calls are computed here.
    const [hours, tools] = [this.#knownHours(nowMs), log.toolLoads({ fromHour: toHour - 24, toHour })];
    const fromMs = coveredSinceMs(observed, sinceMs);
    const window = { sinceMs: fromMs, untilMs: nowMs };
    const load = stationLoad(spansOf(observed, observed.calls.startsMs.keys()), { window, servers });
    const capacities = agentCapacities(observed, agents, { sinceMs: fromMs, nowMs, limit });
    const forecast = nextHour(await hours, { nowMs, servers: load.servers });
    return {
      window: { since: toTimestamp(fromMs), until: toTimestamp(nowMs) },
      isComplete: observed.calls.isComplete,
      system: systemResult(observed, load, forecast),
      nextHour: forecast,
      bottleneckWindow: { since: toTimestamp((toHour - 24) * hourMs), until: toTimestamp(toHour * hourMs) },
      bottleneckTools: bottlenecks(await tools).slice(0, limit),
      totalAgents: capacities.totalAgents,
      forecasts: [...capacities.rows],
    };
  }

  /** Three weeks of hours that are over are half of the work of an answer, and change little: a dashboard asks every few seconds. */
  async #knownHours(nowMs: number): Promise<KnownHours> {
    const kept = this.#hours;
    const isFresh = kept !== undefined && nowMs >= kept.readAtMs && nowMs - kept.readAtMs < keptMs;
    if (isFresh && Math.floor(nowMs / hourMs) === Math.floor(kept.readAtMs / hourMs)) return kept.known;
    const known = readHours(this.#sources.log, nowMs);
    this.#hours = { readAtMs: nowMs, known };
    // What could not be read is asked for again.
    known.catch(() => (this.#hours = undefined));
    return known;
  }

  /** Whether to delegate a task or do it here. */
  async advice(question: AdviceQuestion): Promise<AdviceResult> {
    return taskAdvice(this.#sources, question);
  }
}

/** Where the looked-at calls begin: the newest ones when there were too many. */
function coveredSinceMs({ calls }: ObservedCalls, sinceMs: number): number {
  return calls.isComplete ? sinceMs : (calls.startsMs[0] ?? sinceMs);
}
