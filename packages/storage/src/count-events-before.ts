import type { SqlReader, SqlRow, SqlValue } from './engine/sql-engine.ts';
import { rowTimeMs } from './migrations/v5-move-rows.ts';
import { toNumber } from './read/cell.ts';
import { firstEventKeyAt } from './read/event-key-range.ts';

/**
 * How many events happened before a UTC epoch millisecond, in a database of any version; 0 in an empty one.
 *
 * @example
 * await countEventsBefore(engine, Date.UTC(2026, 0, 1));
 */
export async function countEventsBefore(reader: SqlReader, beforeMs: number): Promise<number> {
  const logs = await reader.all(`SELECT name FROM sqlite_schema WHERE name IN ('skill_event', 'skill_invocation')`);
  const names = new Set(logs.map(([name]) => name));
  if (!names.has('skill_event')) return names.has('skill_invocation') ? countRows(reader, beforeMs) : 0;
  const [row] = await reader.all('SELECT count(*) FROM skill_event WHERE event_key < ?1', [firstEventKeyAt(beforeMs)]);
  return toNumber(row?.[0]);
}

const rowsPerStep = 5000;

/** Before V5 times are texts of several formats, which count as they will when the rows become events. */
async function countRows(reader: SqlReader, beforeMs: number): Promise<number> {
  let count = 0;
  let last: SqlValue = -(2n ** 63n);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- steps of bounded memory
    const rows: readonly SqlRow[] = await reader.all(
      `SELECT id, invoked_at, created_at FROM skill_invocation WHERE id > ? ORDER BY id LIMIT ${rowsPerStep}`,
      [last],
    );
    count += rows.filter(([, invokedAt, createdAt]) => rowTimeMs(invokedAt, createdAt) < beforeMs).length;
    last = rows.at(-1)?.[0] ?? last;
    if (rows.length < rowsPerStep) return count;
  }
}
