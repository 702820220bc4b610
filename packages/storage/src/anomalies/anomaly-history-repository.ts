import {
  baselineRange,
  type DayBaselines,
  emptySkillHours,
  packBaseline,
  type SkillBaseline,
  type SkillHistory,
  type SkillHours,
  unpackBaseline,
} from '@skills/analytics';
import type { WatchedSkill } from '@skills/schema';
import type { SqlReader, SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { toBytes, toNumber, toSkillKind, toText } from '../read/cell.ts';
import { logDurationsOf } from './log-durations.ts';

export type AnomalyHistoryRepositoryDependencies = { readonly engine: SqlReader };

/** What the detector of anomalies reads of the past: rollups, never the log. */
export class AnomalyHistoryRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: AnomalyHistoryRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Every skill with the hours [`from`, `to`) since the epoch, whether it ran in them or not. */
  async hours(from: number, to: number): Promise<readonly SkillHistory[]> {
    const skills = await this.#engine.all('SELECT skill_id, name, kind FROM skill');
    const histories = new Map(
      skills.map((row) => [row[0] ?? null, { ...toWatchedSkill(row), hours: emptySkillHours(from, to - from) }]),
    );
    for (const row of await this.#engine.all(hoursQuery, [from, to])) {
      const hours = histories.get(row[0] ?? null)?.hours;
      if (hours !== undefined) fillHour(hours, row);
    }
    return [...histories.values()];
  }

  /** One skill with the hours [`from`, `to`) since the epoch; empty when it is not known. */
  async hoursOf(
    { skillName, kind }: Pick<WatchedSkill, 'skillName' | 'kind'>,
    from: number,
    to: number,
  ): Promise<SkillHours> {
    const hours = emptySkillHours(from, to - from);
    const rows = await this.#engine.all(`${hoursQuery} AND s.name = ?3 AND s.kind = ?4`, [from, to, skillName, kind]);
    for (const row of rows) fillHour(hours, row);
    return hours;
  }

  /**
   * The kept baselines of a UTC day (since the epoch) by skill; none when any of them stands on days that have changed
   * since.
   */
  async baselines(day: number): Promise<ReadonlyMap<number, SkillBaseline>> {
    const kept = await this.#engine.all(
      'SELECT skill_id, invocations, body FROM skill_anomaly_baseline WHERE day = ?',
      [day],
    );
    if (kept.length === 0) return new Map();
    const calls = new Map(await this.baselineCalls(day));
    const baselines = new Map<number, SkillBaseline>();
    for (const row of kept) {
      const skillId = toNumber(row[0]);
      const baseline = unpackBaseline(toDoubles(toBytes(row[2])));
      if (baseline === undefined || (calls.get(skillId) ?? 0) !== toNumber(row[1])) return new Map();
      calls.delete(skillId);
      baselines.set(skillId, baseline);
    }
    return calls.size === 0 ? baselines : new Map();
  }

  /** Calls of the days that a baseline of a UTC day stands on, by skill. */
  async baselineCalls(day: number): Promise<ReadonlyMap<number, number>> {
    const { first, end } = baselineRange(day);
    const rows = await this.#engine.all(callsQuery, [first, end]);
    return new Map(rows.map((row) => [toNumber(row[0]), toNumber(row[1])]));
  }
}

function toWatchedSkill(row: SqlRow): WatchedSkill {
  return { skillId: toNumber(row[0]), skillName: toText(row[1]), kind: toSkillKind(row[2]) };
}

/** @param row - of `hoursQuery` */
function fillHour(hours: SkillHours, row: SqlRow): void {
  const index = toNumber(row[1]) - hours.firstHour;
  hours.invocations[index] = toNumber(row[2]);
  hours.completed[index] = toNumber(row[3]);
  hours.failed[index] = toNumber(row[4]);
  if (row[5] instanceof Uint8Array) hours.logDurations[index] = logDurationsOf(row[5]);
}

/** Replaces the kept baselines: those of one day are enough. */
export async function keepBaselines(transaction: SqlTransaction, { day, bySkill }: DayBaselines): Promise<void> {
  await transaction.run('DELETE FROM skill_anomaly_baseline');
  await transaction.runMany(
    'INSERT INTO skill_anomaly_baseline (skill_id, day, invocations, body) VALUES (?, ?, ?, ?)',
    [...bySkill].map(([skillId, { baseline, invocations }]) => {
      const packed = packBaseline(baseline);
      return [skillId, day, invocations, new Uint8Array(packed.buffer)];
    }),
  );
}

// The bytes are those of this machine; a file from a machine of the other order has numbers that are none, and is stale.
function toDoubles(bytes: Uint8Array): Float64Array {
  const copy = new Uint8Array(bytes.length - (bytes.length % 8));
  copy.set(bytes.subarray(0, copy.length));
  return new Float64Array(copy.buffer);
}

const hoursQuery = `
  SELECT s.skill_id, r.hour, r.invocations, r.completed, r.failed, r.duration_sketch
  FROM skill AS s CROSS JOIN skill_rollup_hour AS r
  WHERE r.skill_id = s.skill_id AND r.hour >= ?1 AND r.hour < ?2`;

const callsQuery = `
  SELECT s.skill_id, sum(r.invocations)
  FROM skill AS s CROSS JOIN skill_rollup_day AS r
  WHERE r.project_id = 0 AND r.skill_id = s.skill_id AND r.day >= ?1 AND r.day < ?2
  GROUP BY s.skill_id`;
