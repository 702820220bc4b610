import { raiseCallTotals } from '../call-totals/call-totals.ts';
import type { SqlReader, SqlTransaction } from '../engine/sql-engine.ts';
import { openEveryExecutionHour } from '../executions/open-hours.ts';
import { rebuildRollups, rebuildSkillMetrics } from '../rollup/rebuild-rollups.ts';
import { toText } from '../read/cell.ts';

/**
 * Tables of V8 that a rollback sets aside under another name: what was sealed of calls that have left the log, what a
 * person has set, recorded or erased, and histories. The others are made from the log again. With each, the rows that
 * cannot be made again.
 */
const kept: Readonly<Record<string, string>> = {
  sealed_call_day: 'true',
  sealed_call_hour: 'true',
  sealed_session_hour: 'true',
  sealed_aggregate_day: 'true',
  sealed_usage_day: 'true',
  sealed_skill_metric: 'true',
  pruned_message: 'true',
  retention_tier: 'true',
  erased_subject: 'true',
  compaction_pending: 'true',
  operation_measure: 'true',
  tier_retention: '(tier, hours) NOT IN (VALUES (1, 24), (2, 720), (3, 720))',
  tier2_tool_hours: 'sealed = 1',
  tool_confidence_change: 'true',
  model_price: 'true',
  budget: 'true',
  project_note: 'true',
  workflow_executions: 'true',
  skill_version_seen: 'true',
  shared_practice: 'true',
  skill_call_total: `(SELECT total(invocations) FROM skill_call_total) > (SELECT count(*) FROM skill_event)`,
  metric_slot: 'true',
  counter_total: 'true',
};

/** In the order of `kept`. */
export const keptV8Tables: readonly string[] = Object.keys(kept);

function asideName(table: string): string {
  return `v8_aside_${table}`;
}

/** Keeps only rows, so that indexes of V8 are free to be made again. A table without such rows is not kept. */
export async function setV8Aside(transaction: SqlTransaction): Promise<void> {
  for (const [table, isKept] of Object.entries(kept)) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const [any] = await transaction.all(`SELECT 1 FROM ${table} WHERE ${isKept} LIMIT 1`);
    if (any === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop
    await transaction.run(`CREATE TABLE ${asideName(table)} AS SELECT * FROM ${table} WHERE ${isKept}`);
  }
}

/** What was sealed is counted again, whatever has become of the rollups without it. */
export async function takeV8Back(transaction: SqlTransaction): Promise<void> {
  const aside = await v8AsideTables(transaction);
  for (const table of keptV8Tables.filter((each) => aside.includes(asideName(each)))) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await transaction.run(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${asideName(table)}`);
    // oxlint-disable-next-line no-await-in-loop
    await transaction.run(`DROP TABLE ${asideName(table)}`);
  }
  if (aside.some((name) => name.startsWith(asideName('sealed_')))) {
    await rebuildRollups(transaction);
    await rebuildSkillMetrics(transaction);
  }
  if (aside.length === 0) return;
  // A copy has no references.
  await transaction.run('DELETE FROM budget WHERE project_id NOT IN (SELECT project_id FROM project)');
  await raiseCallTotals(transaction);
  await openEveryExecutionHour(transaction);
}

/** Names of the tables that are set aside now. */
export async function v8AsideTables(reader: SqlReader): Promise<readonly string[]> {
  const rows = await reader.all(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'v8\\_aside\\_%' ESCAPE '\\' ORDER BY name",
  );
  return rows.map(([name = null]) => toText(name));
}

/** For an empty database, when nothing is left that they could come back to. */
export async function dropV8Aside(transaction: SqlTransaction): Promise<void> {
  for (const name of await v8AsideTables(transaction)) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await transaction.run(`DROP TABLE ${name}`);
  }
}
