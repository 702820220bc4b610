import type { SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableBoolean, toNullableNumber, toNumber, toOptionalText, toSkillKind, toText } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { hourLoadsSql, isLeaf } from '../executions/hour-loads.ts';
import { LogNames } from '../segments/log-names.ts';
import { readRecentCalls, type RecentCalls, type RecentCallsQuestion } from './recent-calls.ts';

export type CapacityRepositoryDependencies = { readonly engine: SqlReader };

/** Hours since the epoch, half open. */
export type HourSpan = { readonly fromHour: number; readonly toHour: number };

export type HourLoad = {
  /** Since the epoch. */
  readonly hour: number;
  readonly calls: number;
  /** Known durations of the calls that began in it. */
  readonly busySeconds: number;
};

export type ToolLoad = {
  readonly skillName: string;
  readonly kind: SkillKind;
  readonly calls: number;
  readonly timedCalls: number;
  readonly busySeconds: number;
};

export type SessionName = { readonly sessionId: string; readonly projectId: string | undefined };

/** An ended or open call of one name. */
export type TaskCall = {
  /** An agent below the main agent of its session did it. */
  readonly isDelegated: boolean;
  /** `null`: open or unknown. */
  readonly completed: boolean | null;
  readonly seconds: number | null;
};

/** What the state of agents and their load is read from: the newest calls of the log and the rollups by the hour. */
export class CapacityRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: CapacityRepositoryDependencies) {
    this.#engine = engine;
  }

  async recentCalls(question: RecentCallsQuestion): Promise<RecentCalls> {
    return readRecentCalls(this.#engine, question);
  }

  /** Hours in which anything ran, in order. */
  async hourLoads({ fromHour, toHour }: HourSpan): Promise<readonly HourLoad[]> {
    const rows = await this.#engine.all(hourLoadsSql, [fromHour, toHour]);
    return rows.map((row) => ({
      hour: toNumber(row[0]),
      calls: toNumber(row[1]),
      busySeconds: toNumber(row[2]) / 1e6,
    }));
  }

  /** Every tool that ran, the busiest first. */
  async toolLoads({ fromHour, toHour }: HourSpan): Promise<readonly ToolLoad[]> {
    const rows = await this.#engine.all(
      `SELECT s.name, s.kind, sum(r.invocations), sum(r.duration_count), sum(r.duration_us_sum) AS busy
       FROM skill AS s CROSS JOIN skill_rollup_hour AS r
       WHERE ${isLeaf} AND r.skill_id = s.skill_id AND r.hour >= ?1 AND r.hour < ?2
       GROUP BY s.skill_id ORDER BY busy DESC, s.name, s.kind`,
      [fromHour, toHour],
    );
    return rows.map((row) => ({
      skillName: toText(row[0]),
      kind: toSkillKind(row[1]),
      calls: toNumber(row[2]),
      timedCalls: toNumber(row[3]),
      busySeconds: toNumber(row[4]) / 1e6,
    }));
  }

  async skillNames(
    ids: readonly number[],
  ): Promise<ReadonlyMap<number, { readonly skillName: string; readonly kind: SkillKind }>> {
    const rows = await this.#engine.all(
      'SELECT skill_id, name, kind FROM skill WHERE skill_id IN (SELECT value FROM json_each(?1))',
      [JSON.stringify(ids)],
    );
    return new Map(rows.map((row) => [toNumber(row[0]), { skillName: toText(row[1]), kind: toSkillKind(row[2]) }]));
  }

  async sessionNames(ids: readonly number[]): Promise<ReadonlyMap<number, SessionName>> {
    const rows = await this.#engine.all(
      `SELECT s.session_id, s.external_id, p.external_id
       FROM session AS s LEFT JOIN project AS p ON p.project_id = s.project_id
       WHERE s.session_id IN (SELECT value FROM json_each(?1))`,
      [JSON.stringify(ids)],
    );
    return new Map(
      rows.map((row) => [toNumber(row[0]), { sessionId: toText(row[1]), projectId: toOptionalText(row[2]) }]),
    );
  }

  async labels(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return new LogNames({ engine: this.#engine }).labels(ids);
  }

  /** The newest calls of one skill in a window, the newest first. */
  async taskCalls(
    { skillName, kind }: { readonly skillName: string; readonly kind: SkillKind },
    { sinceMs, untilMs, limit }: RecentCallsQuestion,
  ): Promise<readonly TaskCall[]> {
    const rows = await this.#engine.all(
      `SELECT agent_label IS NOT NULL, completed, duration_seconds FROM skill_event
       WHERE skill_id = (SELECT skill_id FROM skill WHERE name = ?1 AND kind = ?2)
         AND event_key >= ?3 AND event_key < ?4
       ORDER BY event_key DESC LIMIT ?5`,
      [skillName, kind, firstEventKeyAt(sinceMs), firstEventKeyAt(untilMs), limit],
    );
    return rows.map((row) => ({
      isDelegated: row[0] === 1,
      completed: toNullableBoolean(row[1]),
      seconds: toNullableNumber(row[2]),
    }));
  }

  /** When the oldest call of the log was made, UTC epoch milliseconds; `undefined` for an empty log. */
  async firstCallMs(): Promise<number | undefined> {
    const [row] = await this.#engine.all('SELECT event_key >> 21 FROM skill_event ORDER BY event_key LIMIT 1');
    return row === undefined ? undefined : toNumber(row[0]);
  }

  /** The kinds that bear a name, whenever they ran. */
  async kindsOf(skillName: string): Promise<readonly SkillKind[]> {
    const rows = await this.#engine.all('SELECT kind FROM skill WHERE name = ? ORDER BY kind', [skillName]);
    return rows.map((row) => toSkillKind(row[0]));
  }
}
