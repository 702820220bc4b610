import type { AnomalyCounter, MetricsSnapshot, OperationGauge, RollupWindow } from '@skills/schema';
import { completionGauges } from './completion-gauges.ts';
import { keptAnomalies, keptUnpricedTokens, keptUsage, numbersToKeep } from './kept-counters.ts';
import type { UsageCost } from '../usage-cost.ts';
import type { Counters, MetricsReportDependencies } from './metrics-ports.ts';

const dayMs = 86_400_000;
const gaugeDays = 30;
// A session that was silent for longer is taken to be over.
const activeWithinMs = 15 * 60_000;
// Windows move and prices may change although the database does not. The funnel counts distinct sessions of 30 days over
// the log: 0.6 s of a million events, too much for every new call.
const longestUnchangedMs = 5 * 60_000;

type Funnel = { readonly takenAtMs: number; readonly rows: MetricsSnapshot['funnel'] };
type Taken = { readonly version: string; readonly snapshot: MetricsSnapshot };

/** What a monitoring system is told. Counters in it never go down as long as the database lives. */
export class MetricsReport<Slot> {
  readonly #dependencies: MetricsReportDependencies<Slot>;
  #slots: readonly Slot[] = [];
  #counters: Counters = new Map();
  #last: Taken | undefined;
  #funnel: Funnel | undefined;

  constructor(dependencies: MetricsReportDependencies<Slot>) {
    this.#dependencies = dependencies;
  }

  /** A database that has not changed is asked for its active sessions alone. */
  async snapshot(nowMs: number): Promise<MetricsSnapshot> {
    const { database, gauges } = this.#dependencies;
    const version = await database.version();
    const activeSessions = await gauges.activeSessions(nowMs - activeWithinMs, nowMs + 1);
    const last = this.#last;
    if (last !== undefined && last.version === version && isFresh(last.snapshot.takenAtMs, nowMs)) {
      return { ...last.snapshot, takenAtMs: nowMs, activeSessions };
    }
    const snapshot = await this.#take(nowMs, activeSessions);
    this.#last = { version, snapshot };
    return snapshot;
  }

  /** Chooses anew what has a series of its own: the most used now. What is told as `other` begins anew with it. */
  async regroup(): Promise<void> {
    await this.#dependencies.slots.forget();
    this.#slots = [];
    this.#last = undefined;
  }

  async #take(nowMs: number, activeSessions: number): Promise<MetricsSnapshot> {
    const { totals, gauges, rollups, usage, operations, database, limits } = this.#dependencies;
    const slots = await this.#takeSlots();
    const window = daysUntil(nowMs, gaugeDays);
    const costs = await usage.costs({ ...window, sinceMs: 0 });
    const anomalies = await gauges.anomaliesDetected();
    const counters = await this.#count(costs, anomalies);
    const { events, lastEventAtMs, sizeBytes } = await database.status();
    return {
      takenAtMs: nowMs,
      calls: await totals.calls(slots),
      durations: await totals.durations(slots),
      invocations: await totals.invocations(),
      completion: completionGauges(await rollups.skillCounts(window, { limit: limits.completion })),
      activeSessions,
      anomaliesDetected: keptAnomalies(counters, anomalies, limits.anomalies),
      anomaliesOpen: await gauges.anomaliesOpen(),
      usage: keptUsage(counters, limits.models),
      unpricedTokens: keptUnpricedTokens(counters),
      funnel: await this.#takeFunnel(nowMs, window),
      tools: await gauges.tools(limits.tools),
      operations: mostOfEachKind(await operations.totals(window.sinceMs), limits.operations),
      events,
      lastEventAtMs,
      databaseBytes: sizeBytes,
      foldedSeries: await totals.folded(slots),
    };
  }

  /** A slot stays for the life of the process even where it cannot be kept. */
  async #takeSlots(): Promise<readonly Slot[]> {
    const { slots, limits, onProblem } = this.#dependencies;
    if (this.#slots.length === 0) this.#slots = await slots.slots();
    const added = await slots.candidates(this.#slots, limits);
    if (added.length > 0) {
      this.#slots = [...this.#slots, ...added];
      await slots.keep(added).catch(onProblem);
    }
    return this.#slots;
  }

  async #takeFunnel(nowMs: number, window: RollupWindow): Promise<MetricsSnapshot['funnel']> {
    const { funnels, limits } = this.#dependencies;
    if (this.#funnel === undefined || !isFresh(this.#funnel.takenAtMs, nowMs)) {
      this.#funnel = { takenAtMs: nowMs, rows: (await funnels.funnel(window)).slice(0, limits.funnel) };
    }
    return this.#funnel.rows;
  }

  async #count(costs: readonly UsageCost[], anomalies: readonly AnomalyCounter[]): Promise<Counters> {
    const { counters, onProblem } = this.#dependencies;
    const numbers = numbersToKeep(costs, anomalies);
    this.#counters = await counters.raise(numbers).catch((error: unknown) => {
      onProblem(error);
      return counters.raised(numbers, this.#counters);
    });
    return this.#counters;
  }
}

function mostOfEachKind(operations: readonly OperationGauge[], limit: number): readonly OperationGauge[] {
  const told = new Map<string, number>();
  return operations.filter(({ kind }) => {
    const before = told.get(kind) ?? 0;
    told.set(kind, before + 1);
    return before < limit;
  });
}

/** A clock that went back makes everything old. */
function isFresh(takenAtMs: number, nowMs: number): boolean {
  return nowMs >= takenAtMs && nowMs - takenAtMs < longestUnchangedMs;
}

function daysUntil(nowMs: number, days: number): RollupWindow {
  return {
    sinceMs: Math.floor((nowMs - days * dayMs) / dayMs) * dayMs,
    untilMs: Math.ceil((nowMs + 1) / dayMs) * dayMs,
    bucket: 'day',
  };
}
