import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { eventKey } from '../ingest/event-key.ts';
import { toNumber } from '../read/cell.ts';
import { type SessionCell, sessionCell } from './session-cells.ts';
import { pairKey, type SessionPair } from './session-pairs.ts';

/** By `pairKey`. */
export type CellsByPair = ReadonlyMap<number, readonly SessionCell[]>;

/** An hour in which an event had no project until now. */
export type LeftCell = SessionPair & { readonly hour: number };

const millisecondsPerHour = 3_600_000;

/** What `skill_session_hour` holds of these pairs. */
export async function readCells(transaction: SqlTransaction, pairs: readonly SessionPair[]): Promise<CellsByPair> {
  const known = new Map<number, SessionCell[]>();
  if (pairs.length === 0) return known;
  const rows = await transaction.all(
    `SELECT s.skill_id, s.session_id, s.hour, s.project_id FROM json_each(?1) AS j CROSS JOIN skill_session_hour AS s
     ON s.skill_id = j.value ->> 0 AND s.session_id = j.value ->> 1`,
    [JSON.stringify(pairs.map(({ skillId, sessionId }) => [skillId, sessionId]))],
  );
  for (const row of rows) {
    const pair = { skillId: toNumber(row[0]), sessionId: toNumber(row[1]) };
    addTo(known, pair, sessionCell(toNumber(row[2]), toNumber(row[3])));
  }
  return known;
}

/** Deletes the cells of no project that no event is in any more, and says which. The log must be as it is to be. */
export async function removeEmptyCells(transaction: SqlTransaction, left: readonly LeftCell[]): Promise<CellsByPair> {
  const removed = new Map<number, SessionCell[]>();
  if (left.length === 0) return removed;
  const parameters = left.map(({ skillId, sessionId, hour }) => [
    skillId,
    sessionId,
    eventKey(hour * millisecondsPerHour, 0).toString(),
    eventKey((hour + 1) * millisecondsPerHour, 0).toString(),
  ]);
  const rows = await transaction.all(
    `SELECT j.key FROM json_each(?1) AS j WHERE NOT EXISTS (
       SELECT 1 FROM skill_event AS e INDEXED BY skill_event_session
       WHERE e.session_id = j.value ->> 1 AND e.skill_id = j.value ->> 0 AND e.project_id IS NULL
         AND e.event_key >= CAST(j.value ->> 2 AS INTEGER) AND e.event_key < CAST(j.value ->> 3 AS INTEGER))
     AND NOT EXISTS (
       SELECT 1 FROM sealed_session_hour AS z
       WHERE z.skill_id = j.value ->> 0 AND z.session_id = j.value ->> 1 AND z.project_id = 0
         AND z.hour = (CAST(j.value ->> 2 AS INTEGER) >> 21) / ${millisecondsPerHour})`,
    [JSON.stringify(parameters)],
  );
  const gone: SqlRow[] = [];
  for (const row of rows) {
    const cell = left[toNumber(row[0])];
    if (cell === undefined) continue;
    addTo(removed, cell, sessionCell(cell.hour, null));
    gone.push([cell.skillId, cell.sessionId, cell.hour]);
  }
  await transaction.runMany(
    'DELETE FROM skill_session_hour WHERE skill_id = ? AND session_id = ? AND hour = ? AND project_id = 0',
    gone,
  );
  return removed;
}

function addTo(cells: Map<number, SessionCell[]>, pair: SessionPair, cell: SessionCell): void {
  const known = cells.get(pairKey(pair));
  if (known === undefined) cells.set(pairKey(pair), [cell]);
  else known.push(cell);
}
