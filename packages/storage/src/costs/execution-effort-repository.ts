import { type HumanEffort, type HumanEffortLevel, humanEffortLevels } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { hourMs } from '../read/snap-window.ts';
import { addEffort, byLevel, type EffortCounts, effortOfLog } from './log-effort.ts';

export type ExecutionEffortRepositoryDependencies = { readonly engine: SqlReader };

export type ExecutionEffort = {
  /** Rows of the first two tiers. */
  readonly tier1Records: number;
  readonly tier2Summaries: number;
  /** Every level, the lowest first. Executions without level and duration count in none. */
  readonly effort: readonly HumanEffort[];
};

/** What the executions of the first tier asked of people, and how much the tiers hold. */
export class ExecutionEffortRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: ExecutionEffortRepositoryDependencies) {
    this.#engine = engine;
  }

  /** @param nowMs - the first tier is the hours before it that `tier_retention` gives */
  async executionEffort(nowMs: number): Promise<ExecutionEffort> {
    const [tiers = []] = await this.#engine.all(
      `SELECT (SELECT hours FROM tier_retention WHERE tier = 1), (SELECT count(*) FROM tier2_hourly_summaries),
         (SELECT min(hour) FROM tier2_hour_efforts)`,
    );
    const sinceMs = nowMs - toNumber(tiers[0]) * hourMs;
    const closedHour = Math.floor(nowMs / hourMs);
    const firstKept = tiers[2] === null || tiers[2] === undefined ? closedHour : toNumber(tiers[2]);
    const span = { from: Math.max(Math.ceil(sinceMs / hourMs), firstKept), to: closedHour };
    let counts = await this.#summarised(span);
    for (const [fromMs, toMs] of await this.#countedSpans(span, sinceMs, nowMs + 1)) {
      // oxlint-disable-next-line no-await-in-loop -- the first and the running hour, and hours that changed lately
      counts = addEffort(counts, await effortOfLog(this.#engine, fromMs, toMs));
    }
    return {
      tier1Records: counts.executions,
      tier2Summaries: toNumber(tiers[1]),
      effort: humanEffortLevels.map((level) => {
        const { tasks, timedTasks, seconds } = counts.levels[level];
        return { level, tasks, timedTasks, durationSeconds: rounded(seconds) };
      }),
    };
  }

  /** The hours whose summary holds. */
  async #summarised({ from, to }: HourSpan): Promise<EffortCounts> {
    const rows = await this.#engine.all(
      `SELECT level, sum(tasks), sum(timed_tasks), sum(duration_us) FROM tier2_hour_efforts
       WHERE hour >= ?1 AND hour < ?2 AND hour NOT IN (SELECT hour FROM execution_hour_open) GROUP BY level`,
      [from, to],
    );
    return {
      executions: rows.reduce((sum, row) => sum + toNumber(row[1]), 0),
      levels: byLevel((level: HumanEffortLevel) => {
        const row = rows.find(([found]) => found === level);
        return row === undefined
          ? { tasks: 0, timedTasks: 0, seconds: 0 }
          : { tasks: toNumber(row[1]), timedTasks: toNumber(row[2]), seconds: toNumber(row[3]) / 1e6 };
      }),
    };
  }

  /** The rest of [since, until), in as few spans as there are. */
  async #countedSpans(
    { from, to }: HourSpan,
    sinceMs: number,
    untilMs: number,
  ): Promise<readonly (readonly [number, number])[]> {
    if (from >= to) return [[sinceMs, untilMs]];
    const open = await this.#engine.all(
      'SELECT hour FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2 ORDER BY hour',
      [from, to],
    );
    const spans: [number, number][] = [[sinceMs, from * hourMs]];
    for (const [cell] of [...open, [to]]) {
      const startMs = toNumber(cell) * hourMs;
      const endMs = startMs === to * hourMs ? untilMs : startMs + hourMs;
      const last = spans.at(-1);
      if (last !== undefined && last[1] === startMs) last[1] = endMs;
      else spans.push([startMs, endMs]);
    }
    return spans.filter(([start, end]) => start < end);
  }
}

/** Hours since the epoch, half open. */
type HourSpan = { readonly from: number; readonly to: number };

/** To microseconds: what was taken away leaves some dust behind. */
function rounded(value: number): number {
  return Math.max(0, Math.round(value * 1e6) / 1e6);
}
