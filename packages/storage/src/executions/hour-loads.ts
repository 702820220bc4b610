import type { SqlTransaction } from '../engine/sql-engine.ts';

/** A call of a subagent or a workflow lasts as long as the calls that it makes, and those are counted one by one. */
export const isLeaf = `s.kind NOT IN ('subagent', 'workflow')`;

const loadsOfRollups = (hours: string): string => `
  SELECT o.hour AS hour, sum(r.invocations) AS calls, sum(r.duration_us_sum) AS busy_us
  FROM (${hours}) AS o CROSS JOIN skill AS s
  CROSS JOIN skill_rollup_hour AS r ON r.skill_id = s.skill_id AND r.hour = o.hour
  WHERE ${isLeaf} GROUP BY o.hour`;

/**
 * SELECT of hour, calls and microseconds of the hours [`?1`, `?2`), in order: those that are summarised as they are kept, the
 * open ones and those before the first summary from the rollups.
 */
export const hourLoadsSql: string = `
  WITH open AS (SELECT hour FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2),
  kept AS (SELECT coalesce(min(hour), ?2) AS first_hour FROM tier2_hour_loads)
  SELECT hour, calls, busy_us FROM tier2_hour_loads
  WHERE hour >= ?1 AND hour < ?2 AND hour NOT IN (SELECT hour FROM open)
  UNION ALL ${loadsOfRollups('SELECT hour FROM open WHERE hour >= (SELECT first_hour FROM kept)')}
  UNION ALL SELECT r.hour, sum(r.invocations), sum(r.duration_us_sum)
  FROM skill AS s CROSS JOIN skill_rollup_hour AS r ON r.skill_id = s.skill_id
  WHERE ${isLeaf} AND r.hour >= ?1 AND r.hour < min(?2, (SELECT first_hour FROM kept)) GROUP BY r.hour
  ORDER BY 1`;

/** Makes the sums of the open hours [`?1`, `?2`) anew. */
export async function makeHourLoads(transaction: SqlTransaction, window: readonly number[]): Promise<void> {
  const open = 'SELECT hour FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2';
  await transaction.run(`DELETE FROM tier2_hour_loads WHERE hour IN (${open})`, window);
  await transaction.run(`INSERT INTO tier2_hour_loads (hour, calls, busy_us) ${loadsOfRollups(open)}`, window);
}
