import type { SqlEngine, SqlReader, SqlTransaction } from '../engine/sql-engine.ts';
import { type CompactedFile, compactDatabaseFile } from '../retention/compact-database-file.ts';

/** Part of the transaction that erases: until the file is written anew, what was erased is still in its bytes. */
export async function notePendingCompaction(transaction: SqlTransaction): Promise<void> {
  await transaction.run('INSERT OR IGNORE INTO compaction_pending (pending) VALUES (1)');
}

/** Whether an erasure ended before the file was written anew. A database before V8 has had none. */
export async function isCompactionPending(reader: SqlReader): Promise<boolean> {
  const [table] = await reader.all("SELECT 1 FROM sqlite_schema WHERE name = 'compaction_pending'");
  return table !== undefined && (await reader.all('SELECT 1 FROM compaction_pending')).length > 0;
}

/** Writes the file anew, and says that it is. A kill before the end leaves it to be done again. */
export async function finishCompaction(engine: SqlEngine, path: string): Promise<CompactedFile> {
  const file = compactDatabaseFile(path);
  await engine.transaction((transaction) => transaction.run('DELETE FROM compaction_pending'));
  return file;
}
