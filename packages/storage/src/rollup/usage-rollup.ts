import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { dayOf, type EventChange } from './event-change.ts';
import { everyProject } from './skill-rollup.ts';
import { writeUsageSums } from './usage-sums.ts';
import { eventUsage, nanoDollars, type UsageContribution } from './usage-contribution.ts';

/** Stands for the model of a message or event that names none. */
export const unknownModel = '(unknown)';

const noSkill = 0;
// Keys before their labels are known: no label and no project has these numbers.
const unnamedModel = -1;
const noProject = -1;

/** project, day, model label, skill label (or the skill's id, negated, until labels are known), cost stated */
export type UsageKey = readonly [number, number, number, number, 0 | 1];

/** messages, the five kinds of tokens, billionths of a dollar */
export type UsageSums = [number, number, number, number, number, number, number];

export type UsageRow = { readonly key: UsageKey; readonly sums: UsageSums };

/** What a batch adds to `usage_rollup_day`: messages, and events that carry tokens or a cost as one message each. */
export class UsageRollup {
  readonly #rows = new Map<string, UsageRow>();

  addEvent({ invokedAtMs, before, after }: EventChange): void {
    const usage = eventUsage(invokedAtMs, after);
    if (usage === undefined) return;
    const known = before === null ? undefined : eventUsage(invokedAtMs, before);
    if (known !== undefined) this.add(known, -1);
    this.add(usage, 1);
  }

  /** @param sign - -1 takes back what was added for an earlier view of the same message */
  add(usage: UsageContribution, sign: 1 | -1): void {
    const { projectId, modelLabel, skill, tokens, costUsd } = usage;
    const skillNumber = 'id' in skill ? -skill.id : (skill.label ?? noSkill);
    const key: UsageKey = [
      projectId ?? noProject,
      dayOf(usage.atMs),
      modelLabel ?? unnamedModel,
      skillNumber,
      costUsd === null ? 0 : 1,
    ];
    const { input, output, cacheRead, cacheCreation, cacheCreation1h } = tokens;
    const sums: UsageSums = [1, input, output, cacheRead, cacheCreation, cacheCreation1h, nanoDollars(costUsd ?? 0)];
    addSums(this.#rows, { key, sums }, sign);
  }

  /** @param options - `sums`: whether `usage_rollup_month` and `model_rollup_day`, which V8 has, follow too */
  async write(transaction: SqlTransaction, options: { readonly sums: boolean }): Promise<void> {
    const labels = await this.#labels(transaction);
    const rows = new Map<string, UsageRow>();
    for (const { key, sums } of this.#rows.values()) {
      const [projectId, day, model, skill, costStated] = key;
      const modelLabel = model === unnamedModel ? labels.unknownModel : model;
      const skillLabel = skill < 0 ? (labels.bySkill.get(-skill) ?? noSkill) : skill;
      addSums(rows, { key: [everyProject, day, modelLabel, skillLabel, costStated], sums }, 1);
      if (projectId === noProject) continue;
      addSums(rows, { key: [projectId, day, modelLabel, skillLabel, costStated], sums }, 1);
    }
    const changed = [...rows.values()].filter(({ sums }) => sums.some((sum) => sum !== 0));
    await transaction.runMany(upsertSql, changed.map(toRow));
    if (options.sums) await writeUsageSums(transaction, changed);
    await transaction.runMany(
      deleteSql,
      changed.filter(({ sums }) => sums[0] < 0).map(({ key }) => key),
    );
  }

  /** Events know their skill, not the label of its name. */
  async #labels(transaction: SqlTransaction): Promise<SkillLabels> {
    const keys = [...this.#rows.values()].map(({ key }) => key);
    const skillIds = [...new Set(keys.filter((key) => key[3] < 0).map((key) => -key[3]))];
    const bySkill = new Map<number, number>();
    if (skillIds.length > 0) {
      const parameters = [JSON.stringify(skillIds)];
      await transaction.run(
        `INSERT INTO label (text) SELECT DISTINCT s.name FROM json_each(?1) AS j
         CROSS JOIN skill AS s ON s.skill_id = j.value WHERE true ON CONFLICT DO NOTHING`,
        parameters,
      );
      const rows = await transaction.all(
        `SELECT s.skill_id, l.label_id FROM json_each(?1) AS j
         CROSS JOIN skill AS s ON s.skill_id = j.value CROSS JOIN label AS l ON l.text = s.name`,
        parameters,
      );
      for (const row of rows) bySkill.set(toNumber(row[0]), toNumber(row[1]));
    }
    if (keys.every((key) => key[2] !== unnamedModel)) return { bySkill, unknownModel: unnamedModel };
    await transaction.run('INSERT INTO label (text) VALUES (?) ON CONFLICT DO NOTHING', [unknownModel]);
    const [row] = await transaction.all('SELECT label_id FROM label WHERE text = ?', [unknownModel]);
    return { bySkill, unknownModel: toNumber(row?.[0]) };
  }
}

type SkillLabels = { readonly bySkill: ReadonlyMap<number, number>; readonly unknownModel: number };

function addSums(rows: Map<string, UsageRow>, { key, sums }: UsageRow, sign: 1 | -1): void {
  const name = key.join(' ');
  let row = rows.get(name);
  if (row === undefined) {
    row = { key, sums: [0, 0, 0, 0, 0, 0, 0] };
    rows.set(name, row);
  }
  for (let index = 0; index < sums.length; index += 1) {
    row.sums[index] = (row.sums[index] ?? 0) + sign * (sums[index] ?? 0);
  }
}

function toRow({ key, sums }: UsageRow): SqlRow {
  return [...key, ...sums];
}

const keyColumns = ['project_id', 'day', 'model_label', 'skill_label', 'cost_stated'];
const sumColumns = [
  'messages',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'cache_creation_1h_tokens',
];

const upsertSql = `
  INSERT INTO usage_rollup_day (${[...keyColumns, ...sumColumns, 'cost_usd'].join(', ')})
  VALUES (${[...keyColumns, ...sumColumns].map(() => '?').join(', ')}, ? / 1e9)
  ON CONFLICT DO UPDATE SET ${sumColumns.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')},
    cost_usd = (round(cost_usd * 1e9) + round(excluded.cost_usd * 1e9)) / 1e9`;

const deleteSql = `DELETE FROM usage_rollup_day
  WHERE ${keyColumns.map((column) => `${column} = ?`).join(' AND ')} AND messages = 0`;
