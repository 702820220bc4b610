import type { SqlTransaction } from '../engine/sql-engine.ts';

/**
 * Says that the log has changed in some hours. Part of the transaction that changed it, so that no segment is ever fresh
 * and wrong.
 *
 * @param hours - UTC epoch hours in which events were added or completed
 */
export async function markStaleSegments(transaction: SqlTransaction, hours: ReadonlySet<number>): Promise<void> {
  if (hours.size === 0) return;
  const ranges: [first: number, last: number][] = [];
  for (const hour of Int32Array.from(hours).toSorted()) {
    const range = ranges.at(-1);
    if (range !== undefined && hour <= range[1] + 1) range[1] = hour;
    else ranges.push([hour, hour]);
  }
  // From each range to its segments by their key: two thousand ranges take a few milliseconds, whatever the segments.
  await transaction.run(
    `UPDATE event_segment SET stale = 1 WHERE stale = 0 AND start_key IN (
       SELECT s.start_key
       FROM (
         SELECT ((value ->> 0) * 3600000) << 21 AS from_key, (((value ->> 1) + 1) * 3600000) << 21 AS to_key
         FROM json_each(?1)
       ) AS touched
       CROSS JOIN event_segment AS s
         ON s.start_key >= coalesce((SELECT max(start_key) FROM event_segment WHERE start_key <= touched.from_key), 0)
         AND s.start_key < touched.to_key AND s.end_key > touched.from_key)`,
    [JSON.stringify(ranges)],
  );
}
