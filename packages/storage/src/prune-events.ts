import type { SqlEngine, SqlTransaction } from './engine/sql-engine.ts';
import { toNumber } from './read/cell.ts';
import { firstEventKeyAt } from './read/event-key-range.ts';
import { rebuildRollups, rebuildSkillMetrics } from './rollup/rebuild-rollups.ts';

export type PruneOptions = {
  /** What happened before this UTC epoch millisecond goes. */
  readonly beforeMs: number;
  /** Counts and changes nothing. */
  readonly dryRun: boolean;
};

/**
 * Deletes events, messages and offers before a time, and sessions that nothing is left of; rollups follow in the same
 * transaction. What is read again from its source comes back, because its identity is forgotten with it.
 *
 * @returns how many events went, or would go
 */
export async function pruneEvents(engine: SqlEngine, { beforeMs, dryRun }: PruneOptions): Promise<number> {
  const endKey = firstEventKeyAt(beforeMs);
  if (dryRun) {
    const [row] = await engine.all('SELECT count(*) FROM skill_event WHERE event_key < ?1', [endKey]);
    return toNumber(row?.[0]);
  }
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
