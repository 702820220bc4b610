import { parseTimestampMs } from '@skills/schema';
import type { SqlRow, SqlTransaction, SqlValue } from '../engine/sql-engine.ts';
import { eventIdentity, identityBits } from '../event-identity.ts';
import { eventKey, keyMask } from '../ingest/event-key.ts';
import { rowColumns, rowsAsWritten } from './v5-row.ts';

const rowsPerStep = 5000;
const earliestMs = Date.UTC(2000, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);
const longestText = 1024;

// What a rollback below V3 drops is not missed: the event still knows it.
const comparable = rowColumns.filter((column) => !['embedding', 'workflow_phase', 'workflow_step_id'].includes(column));
const droppable = ['embedding', 'workflow_phase', 'workflow_step_id'] as const;
const isSame = [
  ...comparable.map((column) => `i.${column} IS w.${column}`),
  ...droppable.map((column) => `(i.${column} IS NULL OR i.${column} IS w.${column})`),
].join(' AND ');

/** Rows of V4 that were deleted or changed there take the event that they came from with them. */
const forgetGoneRows = `
CREATE TABLE v5_gone (event_key INTEGER PRIMARY KEY) STRICT;
INSERT INTO v5_gone (event_key)
  SELECT w.event_key FROM (${rowsAsWritten}) AS w
  LEFT JOIN skill_invocation AS i ON i.id = w.id
  WHERE i.id IS NULL OR NOT (${isSame});
DELETE FROM event_identity WHERE event_key IN (SELECT event_key FROM v5_gone);
DELETE FROM skill_event WHERE event_key IN (SELECT event_key FROM v5_gone);
DELETE FROM skill_event_legacy WHERE event_key IN (SELECT event_key FROM v5_gone);
DELETE FROM v5_row_id WHERE event_key IN (SELECT event_key FROM v5_gone);
`;

/** The rows that are no events yet, each with which repeat of the same call it is. */
const stageRows = `
CREATE TABLE v5_move (
  id INTEGER PRIMARY KEY,
  occurrence INTEGER NOT NULL,
  invoked_at_ms INTEGER,
  identity TEXT,
  event_key INTEGER,
  is_known INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX v5_move_key ON v5_move (event_key);
CREATE INDEX v5_move_identity ON v5_move (identity);
INSERT INTO v5_move (id, occurrence)
  SELECT id, occurrence FROM (
    SELECT id, row_number() OVER (PARTITION BY session_id, skill_name, invoked_at ORDER BY id) AS occurrence
    FROM skill_invocation)
  WHERE id NOT IN (SELECT id FROM v5_row_id);
`;

/** Fills `v5_move` with the rows of V4 that are to become events, and `v5_gone` with the events whose row is gone. */
export async function stageNewRows(transaction: SqlTransaction): Promise<void> {
  await transaction.script(`${forgetGoneRows}${stageRows}`);
  await identifyRows(transaction);
  await separateIdentities(transaction);
  await separateKeys(transaction);
}

type Candidate = { readonly id: SqlValue; readonly occurrence: number; readonly call: SqlRow };

const candidateColumns = `m.id, m.occurrence, i.session_id, i.skill_name, i.invoked_at, i.created_at`;

async function identifyRows(transaction: SqlTransaction): Promise<void> {
  let last: SqlValue = -(2n ** 63n);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- steps of bounded memory
    const rows: readonly SqlRow[] = await transaction.all(
      `SELECT ${candidateColumns} FROM v5_move AS m JOIN skill_invocation AS i ON i.id = m.id
       WHERE m.id > ? ORDER BY m.id LIMIT ${rowsPerStep}`,
      [last],
    );
    // oxlint-disable-next-line no-await-in-loop
    await writeIdentities(
      transaction,
      rows.map((row) => toCandidate(row, 0)),
    );
    last = rows.at(-1)?.[0] ?? last;
    if (rows.length < rowsPerStep) return;
  }
}

function toCandidate(row: SqlRow, later: 0 | 1): Candidate {
  return { id: row[0] ?? null, occurrence: Number(row[1]) + later, call: row.slice(2) };
}

async function writeIdentities(transaction: SqlTransaction, candidates: readonly Candidate[]): Promise<void> {
  await transaction.runMany(
    'UPDATE v5_move SET occurrence = ?, invoked_at_ms = ?, identity = ?, event_key = ? WHERE id = ?',
    candidates.map(({ id, occurrence, call: [sessionId, skillName, invokedAt, createdAt] }) => {
      const identity = eventIdentity(predecessorCallId([sessionId, skillName, invokedAt], occurrence));
      const ms = rowTimeMs(invokedAt, createdAt);
      return [occurrence, ms, identity, eventKey(ms, identityBits(identity) & keyMask), id];
    }),
  );
}

/**
 * The call id that the collector of the predecessor's files gives the same record, so that adopting a database and
 * collecting a copy of it count a call once.
 *
 * @param occurrence - 1 for the first row with this session, skill and time, 2 for its exact repeat
 * @example
 * predecessorCallId(['s1', 'review', '2026-02-10 12:34:56'], 2); // 'session-buddy:s1:review:2026-02-10 12:34:56#2'
 */
export function predecessorCallId(call: readonly (SqlValue | undefined)[], occurrence: number): string {
  const [sessionId = '', skillName = '', invokedAt = ''] = call.map(textOf);
  const session = sessionId.length <= longestText ? sessionId : '';
  return `session-buddy:${session}:${skillName}:${invokedAt}${occurrence === 1 ? '' : `#${occurrence}`}`;
}

function textOf(value: SqlValue | undefined): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return value === null || value === undefined ? '' : String(value);
}

/**
 * When a row of V1 to V4 happened, in UTC epoch milliseconds. Events lie between 2000 and 2100; a row without a readable
 * time is dated by when it was written.
 */
export function rowTimeMs(invokedAt: SqlValue | undefined, createdAt: SqlValue | undefined): number {
  return timeOf(invokedAt) ?? timeOf(createdAt) ?? earliestMs;
}

function timeOf(value: SqlValue | undefined): number | undefined {
  const ms = typeof value === 'string' ? parseTimestampMs(value) : undefined;
  return ms !== undefined && ms >= earliestMs && ms < latestMs ? ms : undefined;
}

/** A call that the log has already gets the row; one that has a row already makes this row another repeat. */
async function separateIdentities(transaction: SqlTransaction): Promise<void> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each round looks at what the last one wrote
    const rows = await transaction.all(
      `SELECT ${candidateColumns} FROM v5_move AS m JOIN skill_invocation AS i ON i.id = m.id
       WHERE EXISTS (SELECT 1 FROM event_identity AS x JOIN skill_event_legacy AS l ON l.event_key = x.event_key
           WHERE x.identity = m.identity)
         OR m.id > (SELECT min(other.id) FROM v5_move AS other WHERE other.identity = m.identity)`,
    );
    if (rows.length === 0) break;
    // oxlint-disable-next-line no-await-in-loop
    await writeIdentities(
      transaction,
      rows.map((row) => toCandidate(row, 1)),
    );
  }
  await transaction.run(
    `UPDATE v5_move SET is_known = 1, event_key = (SELECT x.event_key FROM event_identity AS x WHERE x.identity = v5_move.identity)
     WHERE identity IN (SELECT identity FROM event_identity)`,
  );
}

/** Events of one millisecond whose low bits agree move on to the next free number. */
async function separateKeys(transaction: SqlTransaction): Promise<void> {
  const taken = `is_known = 0 AND (EXISTS (SELECT 1 FROM skill_event AS e WHERE e.event_key = v5_move.event_key)
    OR id > (SELECT min(other.id) FROM v5_move AS other WHERE other.event_key = v5_move.event_key))`;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each round looks at what the last one wrote
    const changed = await transaction.run(
      `UPDATE v5_move SET event_key = (event_key & ~${keyMask}) | ((event_key + 1) & ${keyMask})
       WHERE id IN (SELECT id FROM v5_move WHERE ${taken})`,
    );
    if (changed === 0) return;
  }
}
