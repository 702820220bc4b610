import type { SqlTransaction } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toText } from '../read/cell.ts';
import { cleanText } from './clean-text.ts';
import { type CompletionView, mergeCompletions } from './completion-view.ts';

const none: ReadonlyMap<string, CompletionView> = new Map();
const columns = 'identity, completed, ended_at_ms, duration_seconds, error_type';

/** Takes out what waited for the calls that arrive now. */
export async function takePendingCompletions(
  transaction: SqlTransaction,
  arriving: () => readonly string[],
): Promise<ReadonlyMap<string, CompletionView>> {
  // Mostly empty: sources write a call before its end.
  const [any] = await transaction.all('SELECT 1 FROM pending_completion LIMIT 1');
  const pending = any === undefined ? none : await readPending(transaction, arriving());
  if (pending.size > 0) {
    await transaction.runMany(
      'DELETE FROM pending_completion WHERE identity = ?',
      [...pending.keys()].map((identity) => [identity]),
    );
  }
  return pending;
}

/** Keeps completions of calls that are not in the log yet, each joined with what waited for its call already. */
export async function keepPendingCompletions(
  transaction: SqlTransaction,
  completions: ReadonlyMap<string, CompletionView>,
): Promise<void> {
  if (completions.size === 0) return;
  const pending = await readPending(transaction, [...completions.keys()]);
  const rows = [...completions].map(([identity, completion]) => {
    const known = pending.get(identity);
    const merged = known === undefined ? completion : mergeCompletions(known, completion);
    const errorType = merged.errorType === null ? null : cleanText(merged.errorType);
    return [identity, merged.completed, merged.endedAtMs, merged.durationSeconds, errorType];
  });
  await transaction.runMany(`INSERT OR REPLACE INTO pending_completion (${columns}) VALUES (?, ?, ?, ?, ?)`, rows);
}

async function readPending(
  transaction: SqlTransaction,
  identities: readonly string[],
): Promise<ReadonlyMap<string, CompletionView>> {
  if (identities.length === 0) return new Map();
  const rows = await transaction.all(
    `SELECT ${columns} FROM pending_completion WHERE identity IN (SELECT value FROM json_each(?1))`,
    [JSON.stringify(identities)],
  );
  return new Map(
    rows.map((row) => [
      toText(row[0]),
      {
        completed: toNullableNumber(row[1]),
        endedAtMs: toNullableNumber(row[2]),
        durationSeconds: toNullableNumber(row[3]),
        errorType: toNullableText(row[4]),
      },
    ]),
  );
}
