import type { SqlEngine, SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { eventIdentity } from '../event-identity.ts';
import { openExecutionHours } from '../executions/open-hours.ts';
import { toNumber } from '../read/cell.ts';
import { rebuildRollups, rebuildSkillMetrics } from '../rollup/rebuild-rollups.ts';
import { predecessorCallId } from './v5-move-rows.ts';

/**
 * Gives the events that were written with SQL through the view `skill_invocation` their identities, and counts the log
 * anew. Nothing happens when there are none.
 *
 * @returns how many events were written, changed or deleted that way
 */
export async function settleViewWrites(engine: SqlEngine): Promise<number> {
  const [stale] = await engine.all('SELECT 1 FROM rollup_stale LIMIT 1');
  if (stale === undefined) return 0;
  return engine.transaction(async (transaction) => {
    await identify(transaction);
    await rebuildRollups(transaction);
    await rebuildSkillMetrics(transaction);
    await openStaleHours(transaction);
    return transaction.run('DELETE FROM rollup_stale WHERE true');
  });
}

/** A database that is at V5 has no summaries of hours. */
async function openStaleHours(transaction: SqlTransaction): Promise<void> {
  const [table] = await transaction.all(`SELECT 1 FROM sqlite_schema WHERE name = 'execution_hour_open'`);
  if (table === undefined) return;
  const hours = await transaction.all('SELECT DISTINCT (event_key >> 21) / 3600000 FROM rollup_stale');
  await openExecutionHours(
    transaction,
    hours.map(([hour]) => toNumber(hour)),
  );
}

async function identify(transaction: SqlTransaction): Promise<void> {
  const rows = await transaction.all(
    `SELECT l.event_key, l.session_id, l.skill_name, l.invoked_at
     FROM rollup_stale AS stale JOIN skill_event_legacy AS l ON l.event_key = stale.event_key
     WHERE l.event_key NOT IN (SELECT event_key FROM event_identity
       WHERE event_key IN (SELECT event_key FROM rollup_stale))
     ORDER BY l.id`,
  );
  for (const [key = null, ...call] of rows) {
    // oxlint-disable-next-line no-await-in-loop -- each identity depends on those before it
    await addIdentity(transaction, key, call);
  }
}

/** An exact repeat of a call is a call of its own, with the next number. */
async function addIdentity(transaction: SqlTransaction, key: SqlRow[number], call: SqlRow): Promise<void> {
  for (let occurrence = 1; ; occurrence += 1) {
    // oxlint-disable-next-line no-await-in-loop -- mostly the first try
    const added = await transaction.run(
      'INSERT INTO event_identity (identity, event_key) VALUES (?, ?) ON CONFLICT (identity) DO NOTHING',
      [eventIdentity(predecessorCallId(call, occurrence)), key],
    );
    if (added === 1) return;
  }
}
