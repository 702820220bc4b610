import { type CallCounter, type DurationHistogram, otherSeries, type SkillKind, unknownPhase } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toNumber, toSkillKind, toText } from '../read/cell.ts';
import { bucketColumns } from './call-total-columns.ts';
import { keysOf, type MetricSlot } from './metric-slot-repository.ts';

export type CallTotalRepositoryDependencies = { readonly engine: SqlReader };

/** Calls since the database began, with what has no slot of its own as `other`. */
export class CallTotalRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: CallTotalRepositoryDependencies) {
    this.#engine = engine;
  }

  /** By skill and phase; a phase without a slot is the skill's phase `other`. */
  async calls(slots: readonly MetricSlot[]): Promise<readonly CallCounter[]> {
    const rows = await this.#engine.all(callsSql, [
      JSON.stringify(keysOf(slots, 'skill')),
      JSON.stringify(keysOf(slots, 'calls')),
    ]);
    return rows.map((row) => ({
      skillName: toText(row[0]),
      workflowPhase: toText(row[1]),
      completed: toNumber(row[2]),
      failed: toNumber(row[3]),
      unknown: toNumber(row[4]),
    }));
  }

  /** By skill and phase; a phase without a slot is the skill's phase `other`, a skill without any the skill `other`. */
  async durations(slots: readonly MetricSlot[]): Promise<readonly DurationHistogram[]> {
    const rows = await this.#engine.all(durationsSql, [JSON.stringify(keysOf(slots, 'durations'))]);
    return rows.map((row) => ({
      skillName: toText(row[0]),
      workflowPhase: toText(row[1]),
      sumSeconds: toNumber(row[2]) / 1e6,
      buckets: bucketColumns.map((_, index) => toNumber(row[index + 3])),
    }));
  }

  /** By kind of what ran, whatever came of it. */
  async invocations(): Promise<readonly { readonly kind: SkillKind; readonly invocations: number }[]> {
    const rows = await this.#engine.all(
      `SELECT s.kind, sum(t.invocations) FROM skill_call_total AS t JOIN skill AS s ON s.skill_id = t.skill_id
       GROUP BY s.kind ORDER BY 2 DESC`,
    );
    return rows.map((row) => ({ kind: toSkillKind(row[0]), invocations: toNumber(row[1]) }));
  }

  /** How many label sets of calls and of durations are told as part of `other`. */
  async folded(slots: readonly MetricSlot[]): Promise<number> {
    const [row] = await this.#engine.all(foldedSql, [
      JSON.stringify(keysOf(slots, 'calls')),
      JSON.stringify(keysOf(slots, 'durations')),
    ]);
    return sumOf(row);
  }
}

function sumOf(row: SqlRow | undefined): number {
  return toNumber(row?.[0]) + toNumber(row?.[1]);
}

const hasDurations = `(${bucketColumns.map((column) => `t.${column}`).join(' + ')}) > 0`;
const isIn = (parameter: number): string =>
  `(t.skill_id, t.phase_label) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?${parameter}))`;
const phaseName = `coalesce((SELECT l.text FROM label AS l WHERE l.label_id = t.phase_label), '${unknownPhase}')`;

const callsSql = `
  SELECT name, phase, sum(completed), sum(failed), sum(unknown_most)
  FROM (
    SELECT t.completed, t.failed, t.unknown_most,
      iif(t.skill_id IN (SELECT value ->> 0 FROM json_each(?1)), s.name, '${otherSeries}') AS name,
      iif(${isIn(2)}, ${phaseName}, '${otherSeries}') AS phase
    FROM skill_call_total AS t JOIN skill AS s ON s.skill_id = t.skill_id
  )
  GROUP BY name, phase ORDER BY sum(completed) + sum(failed) + sum(unknown_most) DESC, name, phase`;

const durationsSql = `
  SELECT name, phase, sum(duration_us_sum), ${bucketColumns.map((column) => `sum(${column})`).join(', ')}
  FROM (
    SELECT t.*, iif(t.skill_id IN (SELECT value ->> 0 FROM json_each(?1)), s.name, '${otherSeries}') AS name,
      iif(${isIn(1)}, ${phaseName}, '${otherSeries}') AS phase
    FROM skill_call_total AS t JOIN skill AS s ON s.skill_id = t.skill_id
    WHERE ${hasDurations}
  )
  GROUP BY name, phase ORDER BY ${bucketColumns.map((column) => `sum(${column})`).join(' + ')} DESC, name, phase`;

const foldedSql = `
  SELECT count(*) FILTER (WHERE NOT ${isIn(1)}), count(*) FILTER (WHERE ${hasDurations} AND NOT ${isIn(2)})
  FROM skill_call_total AS t JOIN skill AS s ON s.skill_id = t.skill_id`;
