import type { SqlTransaction } from '../engine/sql-engine.ts';

const dayMs = 86_400_000;

/**
 * Deletes what is sealed of whole UTC days before a time; the rollups need a rebuild then. Of a skill, the row of
 * `skill_metrics` cannot be cut: it goes with the last day that is sealed.
 *
 * @returns how many rows went
 */
export async function forgetSealed(transaction: SqlTransaction, beforeMs: number): Promise<number> {
  const day = Math.floor(beforeMs / dayMs);
  const hour = day * 24;
  await transaction.run(
    `INSERT INTO aggregate_stale_day (day) SELECT DISTINCT day FROM sealed_aggregate_day WHERE day < ?1
     ON CONFLICT DO NOTHING`,
    [day],
  );
  let rows = 0;
  for (const table of ['sealed_call_day', 'sealed_aggregate_day', 'sealed_usage_day']) {
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    rows += await transaction.run(`DELETE FROM ${table} WHERE day < ?1`, [day]);
  }
  for (const table of ['sealed_call_hour', 'sealed_session_hour', 'pruned_message']) {
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    rows += await transaction.run(`DELETE FROM ${table} WHERE hour < ?1`, [hour]);
  }
  rows += await transaction.run('DELETE FROM event_identity WHERE event_key < 0 AND -event_key < ?1', [hour]);
  rows += await transaction.run(
    `DELETE FROM sealed_skill_metric WHERE NOT EXISTS (SELECT 1 FROM sealed_call_day AS d
       WHERE d.project_id = sealed_skill_metric.project_id AND d.skill_id = sealed_skill_metric.skill_id)`,
  );
  return rows;
}
