import type { SqlReader, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import type { EventChange, OutcomeDelta } from './event-change.ts';
import { SkillMetricsDelta } from './skill-metrics-delta.ts';
import {
  addSkillMetrics,
  emptySkillMetrics,
  readSkillMetricsRow,
  skillMetricsColumns,
  type SkillMetricsRow,
  toSkillMetricsCells,
} from './skill-metrics-row.ts';

/** What a batch adds to `skill_metrics`, the table of V1: one row per skill name, whatever its kind. */
export class SkillMetrics {
  readonly #bySkill = new Map<number, SkillMetricsDelta>();

  add(change: EventChange, outcome: OutcomeDelta): void {
    const { skillId } = change.after;
    let delta = this.#bySkill.get(skillId);
    if (delta === undefined) {
      delta = new SkillMetricsDelta();
      this.#bySkill.set(skillId, delta);
    }
    delta.add(change, outcome);
  }

  /** Call after the rollups of the same batch are written. A database of the log alone has no such table. */
  async write(transaction: SqlTransaction): Promise<void> {
    if (this.#bySkill.size === 0 || !(await hasSkillMetrics(transaction))) return;
    const names = await readTexts(transaction, 'SELECT skill_id, name FROM skill', [...this.#bySkill.keys()]);
    const labelIds = new Set<number>();
    for (const { workflowPathLabels, errorTypeLabels } of this.#bySkill.values()) {
      for (const id of workflowPathLabels.keys()) labelIds.add(id);
      for (const id of errorTypeLabels.keys()) labelIds.add(id);
    }
    const labels = await readTexts(transaction, 'SELECT label_id, text FROM label', [...labelIds]);
    const rows = new Map(await readKnownRows(transaction, this.#durationsByName(names)));
    for (const [skillId, delta] of this.#bySkill) {
      const name = names.get(skillId);
      if (name !== undefined) rows.set(name, addSkillMetrics(rows.get(name) ?? emptySkillMetrics, delta, labels));
    }
    await writeSkillMetrics(transaction, rows);
  }

  /** Durations that the batch adds, by the name of the skill. */
  #durationsByName(names: ReadonlyMap<number, string>): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [skillId, { durationCount }] of this.#bySkill) {
      const name = names.get(skillId) ?? '';
      counts.set(name, (counts.get(name) ?? 0) + durationCount);
    }
    return counts;
  }
}

/** Puts rows in the place of those of these skills, by name. */
export async function writeSkillMetrics(
  transaction: SqlTransaction,
  rows: ReadonlyMap<string, SkillMetricsRow>,
): Promise<void> {
  await transaction.runMany(
    upsertSql,
    [...rows].map(([name, row]) => toSkillMetricsCells(name, row)),
  );
}

export async function hasSkillMetrics(reader: SqlReader): Promise<boolean> {
  const rows = await reader.all("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'skill_metrics'");
  return rows.length > 0;
}

export async function readTexts(
  reader: SqlReader,
  select: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await reader.all(`${select} WHERE rowid IN (SELECT value FROM json_each(?1))`, [JSON.stringify(ids)]);
  return new Map(rows.map((row) => [toNumber(row[0]), toText(row[1])]));
}

/**
 * How many durations the average stands on is not a column of V1: the sum divided by the average tells, and where that
 * is 0 / 0, the rollups do (they hold this batch already).
 */
async function readKnownRows(
  reader: SqlReader,
  durationsOfBatch: ReadonlyMap<string, number>,
): Promise<readonly (readonly [string, SkillMetricsRow])[]> {
  const rows = await reader.all(
    `SELECT m.skill_name, iif(m.avg_duration_seconds = 0.0, (
         SELECT sum(r.completed_duration_count) FROM skill AS s CROSS JOIN skill_rollup_day AS r
         WHERE s.name = m.skill_name AND r.project_id = 0 AND r.skill_id = s.skill_id
       ), NULL), ${skillMetricsColumns.map((column) => `m.${column}`).join(', ')}
     FROM json_each(?1) AS j CROSS JOIN skill_metrics AS m ON m.skill_name = j.value`,
    [JSON.stringify([...durationsOfBatch.keys()])],
  );
  return rows.map((row) => {
    const name = toText(row[0]);
    const counted = typeof row[1] === 'number' ? row[1] - (durationsOfBatch.get(name) ?? 0) : 0;
    return [name, readSkillMetricsRow(row.slice(2), counted)];
  });
}

const upsertSql = `
  INSERT INTO skill_metrics (skill_name, ${skillMetricsColumns.join(', ')}, updated_at)
  VALUES (?, ${skillMetricsColumns.map(() => '?').join(', ')}, datetime('now'))
  ON CONFLICT (skill_name) DO UPDATE SET
    ${skillMetricsColumns.map((column) => `${column} = excluded.${column}`).join(', ')}, updated_at = excluded.updated_at`;
