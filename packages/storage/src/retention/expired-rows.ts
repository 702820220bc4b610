import type { SqlReader, SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import type { RetentionHorizons } from './retention-tiers.ts';

/** Rows of a table that are past the age of their tier. */
type Expired = { readonly table: string; readonly where: string; readonly value: number | bigint };

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Of the log itself, which is deleted step by step. */
function expiredLog({ raw }: RetentionHorizons): readonly Expired[] {
  return [
    { table: 'skill_event', where: 'event_key < ?1', value: firstEventKeyAt(raw) },
    { table: 'skill_event_legacy', where: 'event_key < ?1', value: firstEventKeyAt(raw) },
    { table: 'message_usage', where: 'at_ms < ?1', value: raw },
  ];
}

/** What goes with the log, and the tiers made of it. */
function expiredRest({ raw, hourly, daily }: RetentionHorizons): readonly Expired[] {
  const [hour, day] = [hourly / hourMs, daily / dayMs];
  const firstHourOfDays = daily / hourMs;
  return [
    { table: 'skill_offer', where: 'offered_at_ms < ?1', value: raw },
    { table: 'quarantine', where: 'seen_at_ms < ?1', value: raw },
    { table: 'pending_completion', where: 'ended_at_ms < ?1', value: raw },
    { table: 'event_segment', where: 'start_key < ?1', value: firstEventKeyAt(raw) },
    { table: 'skill_rollup_hour', where: 'hour < ?1', value: hour },
    { table: 'sealed_call_hour', where: 'hour < ?1', value: hour },
    { table: 'skill_rollup_day', where: 'day < ?1', value: day },
    // A session that was there before, too, is there for the first time now.
    { table: 'skill_session_gap_day', where: 'previous_day < ?1', value: day },
    { table: 'skill_session_gap_hour', where: 'hour < ?1', value: hour },
    { table: 'skill_session_gap_hour', where: 'previous_hour < ?1', value: firstHourOfDays },
    { table: 'sealed_call_day', where: 'day < ?1', value: day },
    { table: 'sealed_aggregate_day', where: 'day < ?1', value: day },
    { table: 'usage_rollup_day', where: 'day < ?1', value: day },
    { table: 'sealed_usage_day', where: 'day < ?1', value: day },
    { table: 'skill_session_hour', where: 'hour < ?1', value: firstHourOfDays },
    { table: 'sealed_session_hour', where: 'hour < ?1', value: firstHourOfDays },
    { table: 'pruned_message', where: 'hour < ?1', value: firstHourOfDays },
    { table: 'event_identity', where: 'event_key < 0 AND -event_key < ?1', value: firstHourOfDays },
  ];
}

export type ExpiredCount = { readonly table: string; readonly rows: number; readonly expired: number };

/** How many rows each table has, and how many of them are past their age. */
export async function countExpiredRows(
  reader: SqlReader,
  horizons: RetentionHorizons,
): Promise<readonly ExpiredCount[]> {
  const counts: ExpiredCount[] = [];
  for (const { table, where, value } of [...expiredLog(horizons), ...expiredRest(horizons)]) {
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    const [row] = await reader.all(`SELECT count(*), coalesce(sum(${where}), 0) FROM ${table}`, [value]);
    counts.push({ table, rows: toNumber(row?.[0]), expired: toNumber(row?.[1]) });
  }
  return counts;
}

/** Deletes what is past its age beside the log. */
export async function deleteExpiredRest(transaction: SqlTransaction, horizons: RetentionHorizons): Promise<void> {
  // Days of the aggregates follow at the next aggregation, which finds nothing there any more.
  await transaction.run(
    `INSERT INTO aggregate_stale_day (day) SELECT DISTINCT day FROM sealed_aggregate_day WHERE day < ?1
     ON CONFLICT DO NOTHING`,
    [horizons.daily / dayMs],
  );
  for (const { table, where, value } of expiredRest(horizons)) {
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    await transaction.run(`DELETE FROM ${table} WHERE ${where}`, [value]);
  }
  await transaction.run(
    'DELETE FROM event_segment_column WHERE start_key NOT IN (SELECT start_key FROM event_segment)',
  );
  await deleteEmptySessions(transaction, horizons.raw);
}

/** Sessions that nothing is left of. */
export async function deleteEmptySessions(transaction: SqlTransaction, beforeMs: number): Promise<void> {
  const used = ['skill_event', 'message_usage', 'skill_offer', 'sealed_session_hour'];
  const values: SqlRow = [beforeMs];
  await transaction.run(
    `DELETE FROM session WHERE (last_at_ms IS NULL OR last_at_ms < ?1)
     ${used.map((table) => `AND session_id NOT IN (SELECT session_id FROM ${table})`).join('\n')}`,
    values,
  );
}
