import type { SqlTransaction } from '../engine/sql-engine.ts';
import { dayOfHour } from '../rollup/event-change.ts';

/**
 * Says that the log has changed on some days, so that the next aggregation counts them anew. Part of the transaction that
 * changed it.
 *
 * @param hours - UTC epoch hours in which events were added or completed
 */
export async function markStaleDays(transaction: SqlTransaction, hours: ReadonlySet<number>): Promise<void> {
  if (hours.size === 0) return;
  const days = [...new Set(Array.from(hours, dayOfHour))];
  await transaction.run(
    'INSERT INTO aggregate_stale_day (day) SELECT value FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING',
    [JSON.stringify(days)],
  );
}
