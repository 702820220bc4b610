import type { SqlEngine, SqlTransaction } from './engine/sql-engine.ts';
import { firstEventKeyAt } from './read/event-key-range.ts';
import { rebuildRollups, rebuildSkillMetrics } from './rollup/rebuild-rollups.ts';

/**
 * Deletes events, messages and offers before a time, and sessions that nothing is left of; rollups follow in the same
 * transaction. What is read again from its source comes back, because its identity is forgotten with it.
 *
 * @param beforeMs - UTC epoch milliseconds; what happened then stays
 * @returns how many events went; `countEventsBefore` says it beforehand
 */
export async function pruneEvents(engine: SqlEngine, beforeMs: number): Promise<number> {
  const endKey = firstEventKeyAt(beforeMs);
  return engine.transaction(async (transaction) => {
    const deleted = await transaction.run('DELETE FROM skill_event WHERE event_key < ?1', [endKey]);
    await transaction.run('DELETE FROM event_identity WHERE event_key < ?1', [endKey]);
    await transaction.run('DELETE FROM skill_event_legacy WHERE event_key < ?1', [endKey]);
    const messages = await transaction.run('DELETE FROM message_usage WHERE at_ms < ?1', [beforeMs]);
    await transaction.run('DELETE FROM skill_offer WHERE offered_at_ms < ?1', [beforeMs]);
    await deleteEmptySessions(transaction, beforeMs);
    if (deleted + messages > 0) {
      await rebuildRollups(transaction);
      await rebuildSkillMetrics(transaction);
    }
    return deleted;
  });
}

async function deleteEmptySessions(transaction: SqlTransaction, beforeMs: number): Promise<void> {
  await transaction.run(
    `DELETE FROM session WHERE (last_at_ms IS NULL OR last_at_ms < ?1)
       AND session_id NOT IN (SELECT session_id FROM skill_event)
       AND session_id NOT IN (SELECT session_id FROM message_usage)
       AND session_id NOT IN (SELECT session_id FROM skill_offer)`,
    [beforeMs],
  );
}
