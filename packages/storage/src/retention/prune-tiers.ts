import type { SqlEngine, SqlTransaction } from '../engine/sql-engine.ts';
import { sealExecutionHours } from '../executions/hour-summaries.ts';
import { toNumber, toText } from '../read/cell.ts';
import { firstEventKeyAt, timeOfEventKey } from '../read/event-key-range.ts';
import { deleteExpiredRest } from './expired-rows.ts';
import type { RetentionHorizons } from './retention-tiers.ts';
import { sealCalls } from './seal-calls.ts';
import { sealUsageOfMessages } from './seal-usage.ts';

export type PruneTiersOptions = {
  readonly horizons: RetentionHorizons;
  /** How many rows of the log a transaction takes out: another writer gets its turn, and the log of writes stays small. */
  readonly rowsPerTransaction?: number | undefined;
  /** Told how many calls and messages are out so far. */
  readonly onProgress?: ((rows: number) => void) | undefined;
};

/**
 * Takes out of each tier what is past its age. The counts of what leaves the log are sealed in the transaction that
 * deletes it, so that rollups stay as they are and a kill at any moment leaves them right. What is taken out is known by
 * its identity: collecting it again adds nothing, and an outcome that arrives for it is dropped.
 *
 * @returns how many calls and messages left the log
 */
export async function pruneTiers(
  engine: SqlEngine,
  { horizons, rowsPerTransaction = 50_000, onProgress }: PruneTiersOptions,
): Promise<{ readonly calls: number; readonly messages: number }> {
  let calls = 0;
  let messages = 0;
  for (let rows = 0, isDone = false; !isDone;) {
    // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
    const step = await engine.transaction((transaction) => pruneCalls(transaction, horizons.raw, rowsPerTransaction));
    calls += step.rows;
    rows += step.rows;
    isDone = step.isDone;
    onProgress?.(rows);
  }
  for (let after = '', isDone = false; !isDone;) {
    // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
    const step = await engine.transaction((transaction) =>
      pruneMessages(transaction, { beforeMs: horizons.raw, after, limit: rowsPerTransaction }),
    );
    messages += step.rows;
    after = step.last;
    isDone = step.isDone;
    onProgress?.(calls + messages);
  }
  await engine.transaction((transaction) => deleteExpiredRest(transaction, horizons));
  return { calls, messages };
}

type Step = { readonly rows: number; readonly isDone: boolean };

async function pruneCalls(transaction: SqlTransaction, beforeMs: number, limit: number): Promise<Step> {
  const bound = firstEventKeyAt(beforeMs);
  const [row] = await transaction.all(
    `SELECT event_key FROM skill_event WHERE event_key < ?1 ORDER BY event_key LIMIT 1 OFFSET ${limit}`,
    [bound],
  );
  const key = row?.[0];
  // Whole milliseconds: the next step begins where this one ends.
  const endMs = typeof key === 'bigint' || typeof key === 'number' ? timeOfEventKey(BigInt(key)) + 1 : beforeMs;
  const endKey = firstEventKeyAt(Math.min(endMs, beforeMs));
  const [any] = await transaction.all('SELECT 1 FROM skill_event WHERE event_key < ?1 LIMIT 1', [endKey]);
  if (any === undefined) return { rows: 0, isDone: true };
  await sealExecutionHours(transaction, Math.min(endMs, beforeMs));
  await sealCalls(transaction, endKey);
  // First, so that no trigger marks them call by call.
  await transaction.run('DELETE FROM event_segment WHERE start_key < ?1', [endKey]);
  await transaction.run('DELETE FROM skill_event_legacy WHERE event_key < ?1', [endKey]);
  const rows = await transaction.run('DELETE FROM skill_event WHERE event_key < ?1', [endKey]);
  return { rows, isDone: row === undefined };
}

type MessageStep = { readonly beforeMs: number; readonly after: string; readonly limit: number };

async function pruneMessages(
  transaction: SqlTransaction,
  { beforeMs, after, limit }: MessageStep,
): Promise<Step & { readonly last: string }> {
  const [range] = await transaction.all(
    `SELECT max(identity), count(*) FROM (SELECT identity FROM message_usage
       WHERE at_ms < ?1 AND identity > ?2 ORDER BY identity LIMIT ${limit})`,
    [beforeMs, after],
  );
  const count = toNumber(range?.[1]);
  if (count === 0) return { rows: 0, isDone: true, last: after };
  const last = toText(range?.[0] ?? '');
  const which = 'at_ms < ?1 AND identity > ?2 AND identity <= ?3';
  const values = [beforeMs, after, last];
  await sealUsageOfMessages(transaction, which, values);
  await transaction.run(
    `INSERT INTO pruned_message (identity, hour)
     SELECT substr(identity, 1, 12), at_ms / 3600000 FROM message_usage WHERE ${which} ON CONFLICT DO NOTHING`,
    values,
  );
  const rows = await transaction.run(`DELETE FROM message_usage WHERE ${which}`, values);
  return { rows, isDone: count < limit, last };
}
