import type { SqlReader, SqlTransaction, SqlValue } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';
import type { ErasureSubject } from './erasure-subject.ts';

/** A column of a table that names a project, a user or a session, by number (INTEGER) or by its own id. */
type Reference = { readonly table: string; readonly column: string; readonly isNumber: boolean };

/** Numbers that mean something else there, or tables that are made anew as a whole. */
const madeAnew = /^(?:skill_rollup_|skill_session_|usage_rollup_|model_rollup_|sqlite_|skill_aggregate|sealed_session)/;

/**
 * Every column of the database that names projects, users or sessions, found in its schema, so that a table that is new, or
 * was kept aside by a rollback, is not forgotten.
 */
async function references(reader: SqlReader, column: string): Promise<readonly Reference[]> {
  const rows = await reader.all(
    `SELECT t.name, c.type FROM sqlite_schema AS t CROSS JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.sql LIKE 'CREATE TABLE%' AND c.name = ?1 ORDER BY 1`,
    [column],
  );
  return rows
    .map(([table = null, type = null]) => ({ table: toText(table), column, isNumber: toText(type) === 'INTEGER' }))
    .filter(({ table }) => !madeAnew.test(table));
}

/** Deletes the rows of a subject everywhere but in its own dictionary and in what is made anew. */
export async function eraseRows(transaction: SqlTransaction, subject: ErasureSubject): Promise<void> {
  const { kind, number, externalId, sessions } = subject;
  const numbers = JSON.stringify(sessions.map((session) => session.number));
  const names = JSON.stringify(sessions.map((session) => session.externalId));
  await eraseEvents(transaction, subject, numbers);
  await transaction.run(
    `DELETE FROM ab_test_unit WHERE assignment_id IN (SELECT assignment_id FROM ab_test_assignments WHERE user_id = ?1)`,
    [kind === 'user' ? externalId : null],
  );
  for (const reference of await references(transaction, kind === 'project' ? 'project_id' : 'user_id')) {
    if (reference.table === 'project' || reference.table === 'app_user') continue;
    // What is left of the session's row says that it had this project.
    if (reference.table === 'session') continue;
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    await eraseFrom(transaction, reference, reference.isNumber ? number : externalId);
  }
  for (const reference of await references(transaction, 'session_id')) {
    const { table, column, isNumber } = reference;
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    await transaction.run(`DELETE FROM "${table}" WHERE "${column}" IN (SELECT value FROM json_each(?1))`, [
      isNumber ? numbers : names,
    ]);
  }
  await transaction.run(
    `DELETE FROM sealed_session_hour WHERE project_id = ?2 OR session_id IN (SELECT value FROM json_each(?1))`,
    [numbers, kind === 'project' ? number : null],
  );
  if (kind === 'project') await transaction.run('UPDATE session SET project_id = NULL WHERE project_id = ?1', [number]);
}

/** First, while the log still says which identities and originals are the subject's. */
async function eraseEvents(transaction: SqlTransaction, subject: ErasureSubject, sessions: string): Promise<void> {
  const column = subject.kind === 'project' ? 'project_id' : 'user_id';
  const events = `SELECT event_key FROM skill_event WHERE ${column} = ?1
    OR session_id IN (SELECT value FROM json_each(?2))`;
  for (const table of ['event_identity', 'skill_event_legacy', 'skill_event']) {
    // oxlint-disable-next-line no-await-in-loop -- the log last
    await transaction.run(`DELETE FROM ${table} WHERE event_key IN (${events})`, [subject.number, sessions]);
  }
}

async function eraseFrom(transaction: SqlTransaction, { table, column }: Reference, value: SqlValue): Promise<void> {
  await transaction.run(`DELETE FROM "${table}" WHERE "${column}" = ?1`, [value]);
}
