import type { SqlTransaction } from '../engine/sql-engine.ts';
import { toBigInt, toNumber } from '../read/cell.ts';
import { firstEventKeyAt, timeOfEventKey } from '../read/event-key-range.ts';
import type { EventField } from './event-columns.ts';
import { type KeyRange, readLogPage } from './log-columns.ts';
import { segmentColumnRows } from './stored-segments.ts';

const hourMs = 3_600_000;

/**
 * Makes the first segment that is missing or stale.
 *
 * Segments end with an hour where they can: ingest says in which hours it wrote, and the hour that events still arrive
 * in is left to the log, so that watching makes nothing stale. A small segment grows instead of getting a neighbour.
 *
 * @returns false when there was nothing to make
 */
export async function makeNextSegment(
  transaction: SqlTransaction,
  { eventsPerSegment, fields }: { readonly eventsPerSegment: number; readonly fields: readonly EventField[] },
): Promise<boolean> {
  const range = await nextRange(transaction, eventsPerSegment / 2);
  if (range === undefined) return false;
  const page = await readLogPage(transaction, range, { fields, limit: eventsPerSegment });
  const isFull = page !== undefined && page.columns.events === eventsPerSegment;
  const { fromKey } = range;
  const endKey = isFull ? page.lastKey + 1n : range.toKey;
  const overlap = 'start_key < ?2 AND end_key > ?1';
  await transaction.run(
    `DELETE FROM event_segment_column WHERE start_key IN (SELECT start_key FROM event_segment WHERE ${overlap})`,
    [fromKey, endKey],
  );
  await transaction.run(`DELETE FROM event_segment WHERE ${overlap}`, [fromKey, endKey]);
  await transaction.run('INSERT INTO event_segment (start_key, end_key, events) VALUES (?, ?, ?)', [
    fromKey,
    endKey,
    page?.columns.events ?? 0,
  ]);
  if (page !== undefined) {
    await transaction.runMany(
      'INSERT INTO event_segment_column (start_key, field, format, base, body) VALUES (?, ?, ?, ?, ?)',
      segmentColumnRows(fromKey, page.columns, fields),
    );
  }
  return true;
}

/** The first keys that no fresh segment covers, with the small segment before them. */
async function nextRange(transaction: SqlTransaction, fewEvents: number): Promise<KeyRange | undefined> {
  const [last] = await transaction.all('SELECT max(event_key) FROM skill_event');
  const lastKey = last?.[0];
  if (lastKey === null || lastKey === undefined) return undefined;
  const limit = firstEventKeyAt(Math.floor(timeOfEventKey(toBigInt(lastKey)) / hourMs) * hourMs);
  const fresh = await transaction.all(
    'SELECT start_key, end_key, events FROM event_segment WHERE stale = 0 ORDER BY start_key',
  );
  let covered = 0n;
  let small: bigint | undefined;
  for (const row of fresh) {
    const startKey = toBigInt(row[0]);
    if (startKey > covered) return { fromKey: small ?? covered, toKey: startKey };
    covered = toBigInt(row[1]);
    small = toNumber(row[2]) < fewEvents ? startKey : undefined;
  }
  return covered < limit ? { fromKey: small ?? covered, toKey: limit } : undefined;
}
