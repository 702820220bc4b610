import type { SqlTransaction } from '../engine/sql-engine.ts';
import { monthOfDay } from '../migrations/v8-cost-tables.ts';
import type { UsageRow, UsageSums } from './usage-rollup.ts';

const sumColumns = [
  'messages',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'cache_creation_1h_tokens',
];
const monthKeys = ['project_id', 'month', 'model_label', 'skill_label', 'cost_stated'];
const modelKeys = ['project_id', 'day', 'model_label', 'cost_stated'];
const dayMs = 86_400_000;

/** Adds what `usage_rollup_day` gained to the sums of months and of the skills of a day, a row for each sum. */
export async function writeUsageSums(transaction: SqlTransaction, changed: readonly UsageRow[]): Promise<void> {
  const months = new Map<string, number[]>();
  const models = new Map<string, number[]>();
  const monthOf = new Map<number, number>();
  for (const { key, sums } of changed) {
    const [project, day, model, skill, costStated] = key;
    let month = monthOf.get(day);
    if (month === undefined) monthOf.set(day, (month = monthAt(day)));
    add(months, [project, month, model, skill, costStated], sums);
    add(models, [project, day, model, costStated], sums);
  }
  await transaction.runMany(upsertSql('usage_rollup_month', monthKeys), [...months.values()]);
  await transaction.runMany(upsertSql('model_rollup_day', modelKeys), [...models.values()]);
}

/** Makes both anew from `usage_rollup_day`. */
export async function rebuildUsageSums(transaction: SqlTransaction): Promise<void> {
  const sums = [...sumColumns.map((column) => `sum(${column})`), 'sum(round(cost_usd * 1e9)) / 1e9'].join(', ');
  for (const { table, keys, from } of [
    { table: 'usage_rollup_month', keys: monthKeys, from: monthKeys.with(1, monthOfDay('day')) },
    { table: 'model_rollup_day', keys: modelKeys, from: modelKeys },
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    await transaction.run(`DELETE FROM ${table} WHERE true`);
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    await transaction.run(
      `INSERT INTO ${table} (${[...keys, ...sumColumns, 'cost_usd'].join(', ')})
       SELECT ${from.join(', ')}, ${sums} FROM usage_rollup_day GROUP BY ${from.join(', ')}`,
    );
  }
}

/** The keys and the sums of one row, in this order. */
function add(rows: Map<string, number[]>, keys: readonly number[], sums: UsageSums): void {
  const name = keys.join(' ');
  const row = rows.get(name);
  if (row === undefined) {
    rows.set(name, [...keys, ...sums]);
    return;
  }
  for (const [index, sum] of sums.entries()) row[keys.length + index] = (row[keys.length + index] ?? 0) + sum;
}

function monthAt(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function upsertSql(table: string, keys: readonly string[]): string {
  const columns = [...keys, ...sumColumns];
  return `
    INSERT INTO ${table} (${[...columns, 'cost_usd'].join(', ')})
    VALUES (${columns.map(() => '?').join(', ')}, ? / 1e9)
    ON CONFLICT DO UPDATE SET ${sumColumns.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')},
      cost_usd = (round(cost_usd * 1e9) + round(excluded.cost_usd * 1e9)) / 1e9`;
}
