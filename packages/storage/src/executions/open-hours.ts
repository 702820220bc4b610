import type { SqlTransaction } from '../engine/sql-engine.ts';

/**
 * Says that the log has changed in some hours, so that their summaries are made anew. Part of the transaction that
 * changed it: a summary is never trusted and wrong.
 *
 * @param hours - UTC epoch hours in which events were added, completed or deleted
 */
export async function openExecutionHours(transaction: SqlTransaction, hours: Iterable<number>): Promise<void> {
  const list = JSON.stringify([...hours]);
  if (list === '[]') return;
  await transaction.run(
    'INSERT INTO execution_hour_open (hour) SELECT value FROM json_each(?1) WHERE true ON CONFLICT (hour) DO NOTHING',
    [list],
  );
}

/** Every hour of the log and of the summaries: all of them are made anew, and nothing found in them holds. */
export async function openEveryExecutionHour(transaction: SqlTransaction): Promise<void> {
  await transaction.run('DELETE FROM execution_risk_state WHERE true');
  await transaction.run('DELETE FROM tool_fallback WHERE true');
  await transaction.run(
    `INSERT INTO execution_hour_open (hour)
     SELECT DISTINCT hour FROM skill_rollup_hour UNION SELECT id FROM tier2_hourly_summaries WHERE true
     ON CONFLICT (hour) DO NOTHING`,
  );
}
