import type { SqlEngine } from './engine/sql-engine.ts';
import { firstEventKeyAt } from './read/event-key-range.ts';
import { sealExecutionHours } from './executions/hour-summaries.ts';
import { deleteEmptySessions } from './retention/expired-rows.ts';
import { forgetSealed } from './retention/forget-sealed.ts';
import { rebuildRollups, rebuildSkillMetrics } from './rollup/rebuild-rollups.ts';

/**
 * Deletes events, messages and offers before a time, and sessions that nothing is left of; rollups follow in the same
 * transaction. What is read again from its source comes back, because its identity is forgotten with it: `pruneTiers` is
 * what keeps the counts of what it deletes.
 *
 * @param beforeMs - UTC epoch milliseconds; what happened then stays
 * @returns how many events went; `countEventsBefore` says it beforehand
 */
export async function pruneEvents(engine: SqlEngine, beforeMs: number): Promise<number> {
  const endKey = firstEventKeyAt(beforeMs);
  return engine.transaction(async (transaction) => {
    await sealExecutionHours(transaction, beforeMs);
    const deleted = await transaction.run('DELETE FROM skill_event WHERE event_key < ?1', [endKey]);
    await transaction.run('DELETE FROM event_identity WHERE event_key >= 0 AND event_key < ?1', [endKey]);
    const forgotten = await forgetSealed(transaction, beforeMs);
    await transaction.run('DELETE FROM skill_event_legacy WHERE event_key < ?1', [endKey]);
    const messages = await transaction.run('DELETE FROM message_usage WHERE at_ms < ?1', [beforeMs]);
    await transaction.run('DELETE FROM skill_offer WHERE offered_at_ms < ?1', [beforeMs]);
    await deleteEmptySessions(transaction, beforeMs);
    if (deleted + messages + forgotten > 0) {
      await rebuildRollups(transaction);
      await rebuildSkillMetrics(transaction);
    }
    return deleted;
  });
}
