import type { SqlTransaction } from '../engine/sql-engine.ts';

/**
 * Says that calls of workflows were added or filled in some sessions, so that their runs are put together anew. Part of
 * the transaction that changed the log.
 *
 * @param sessionIds - of the database
 */
export async function markStaleSessions(transaction: SqlTransaction, sessionIds: ReadonlySet<number>): Promise<void> {
  if (sessionIds.size === 0) return;
  await transaction.run(
    'INSERT INTO workflow_stale_session (session_id) SELECT value FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING',
    [JSON.stringify([...sessionIds])],
  );
}
