import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { outcomeDelta } from '../rollup/event-change.ts';
import { SkillMetricsDelta } from '../rollup/skill-metrics-delta.ts';
import {
  addSkillMetrics,
  emptySkillMetrics,
  mergeSkillMetrics,
  readSkillMetricsRow,
  type SkillMetricsRow,
  toSkillMetricsCells,
} from '../rollup/skill-metrics-row.ts';
import { hasSkillMetrics, readTexts, writeSkillMetrics } from '../rollup/skill-metrics.ts';
import type { LoggedEvent } from '../rollup/stream-log.ts';
import { noProject } from './sealed-tables.ts';

type Part = { readonly projectId: number; readonly skillId: number; readonly delta: SkillMetricsDelta };

/** What calls that leave the log have added to `skill_metrics`, by project and skill. */
export class SealedSkillMetrics {
  readonly #parts = new Map<string, Part>();

  add({ invokedAtMs, fields }: LoggedEvent): void {
    const projectId = fields.projectId ?? noProject;
    const key = `${projectId} ${fields.skillId}`;
    let part = this.#parts.get(key);
    if (part === undefined) {
      part = { projectId, skillId: fields.skillId, delta: new SkillMetricsDelta() };
      this.#parts.set(key, part);
    }
    part.delta.add({ invokedAtMs, before: null, after: fields }, outcomeDelta(invokedAtMs, null, fields));
  }

  async write(transaction: SqlTransaction): Promise<void> {
    const parts = [...this.#parts.values()];
    const labelIds = parts.flatMap(({ delta }) => [
      ...delta.workflowPathLabels.keys(),
      ...delta.errorTypeLabels.keys(),
    ]);
    const labels = await readTexts(transaction, 'SELECT label_id, text FROM label', [...new Set(labelIds)]);
    const keys = JSON.stringify(parts.map(({ projectId, skillId }) => [projectId, skillId]));
    const known = new Map<number, SkillMetricsRow>();
    for (const row of await transaction.all(
      `SELECT j.key, m.cells FROM json_each(?1) AS j CROSS JOIN sealed_skill_metric AS m
       ON m.project_id = j.value ->> 0 AND m.skill_id = j.value ->> 1`,
      [keys],
    )) {
      known.set(toNumber(row[0]), parseCells(toText(row[1])));
    }
    await transaction.runMany(
      'INSERT OR REPLACE INTO sealed_skill_metric (project_id, skill_id, cells) VALUES (?, ?, ?)',
      parts.map(({ projectId, skillId, delta }, index): SqlRow => {
        const row = addSkillMetrics(known.get(index) ?? emptySkillMetrics, delta, labels);
        return [projectId, skillId, formatCells(row)];
      }),
    );
  }
}

/** Puts what is sealed into `skill_metrics`, in the place of what is there. Not in a database of the log alone. */
export async function restoreSkillMetrics(transaction: SqlTransaction): Promise<void> {
  if (!(await hasSkillMetrics(transaction))) return;
  const rows = new Map<string, SkillMetricsRow>();
  for (const [name = null, cells = null] of await transaction.all(
    'SELECT s.name, m.cells FROM sealed_skill_metric AS m JOIN skill AS s ON s.skill_id = m.skill_id',
  )) {
    const known = rows.get(toText(name)) ?? emptySkillMetrics;
    rows.set(toText(name), mergeSkillMetrics(known, parseCells(toText(cells))));
  }
  await writeSkillMetrics(transaction, rows);
}

function formatCells(row: SkillMetricsRow): string {
  return JSON.stringify([row.durationCount, ...toSkillMetricsCells('', row).slice(1)]);
}

function parseCells(json: string): SkillMetricsRow {
  const value: unknown = JSON.parse(json);
  const cells = Array.isArray(value) ? value.map(toCell) : [];
  return readSkillMetricsRow(cells.slice(1), toNumber(cells[0] ?? 0));
}

function toCell(value: unknown): SqlRow[number] {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
