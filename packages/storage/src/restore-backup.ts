import { linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SkillsError } from '@skills/schema';
import { SqliteConnection } from './engine/sqlite-connection.ts';
import { asStorageError, syncPath, verifiedCopy } from './verified-copy.ts';
import { type TableCounts, verifyDatabaseFile } from './verify-database-file.ts';

export type RestoreResult = {
  /** Rows of each table that was restored. */
  readonly tables: TableCounts;
  /** Where the database that stood there is now, or `undefined` when there was none. */
  readonly previousPath: string | undefined;
};

/**
 * Puts a backup in the place of a database. The backup is proved, copied beside the database and the copy proved; then
 * one rename replaces the old file, which stays as `<name>.before-restore-<time>`. Nobody may have the database open.
 *
 * @throws {SkillsError} 'storage-corrupt' for a bad backup, 'storage-busy' while the database is open elsewhere
 */
export function restoreBackup(backupPath: string, databasePath: string): RestoreResult {
  verifyDatabaseFile(backupPath);
  const draft = `${databasePath}.restoring-${process.pid}`;
  try {
    mkdirSync(dirname(databasePath), { recursive: true, mode: 0o700 });
    const { tables } = verifiedCopy(backupPath, draft);
    const previousPath = setAside(databasePath);
    renameSync(draft, databasePath);
    syncPath(dirname(databasePath));
    return { tables, previousPath };
  } catch (error) {
    throw asStorageError(error, `cannot restore ${databasePath}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * A second name for the old database, so that there is one under its own name at every moment. Its log must not stay:
 * it would be replayed into the restored file.
 */
function setAside(databasePath: string): string | undefined {
  if (statSync(databasePath, { throwIfNoEntry: false }) === undefined) return undefined;
  const aside = `${databasePath}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '')}`;
  mergeLog(databasePath);
  linkSync(databasePath, aside);
  for (const suffix of ['-wal', '-journal']) {
    if (statSync(`${databasePath}${suffix}`, { throwIfNoEntry: false }) === undefined) continue;
    renameSync(`${databasePath}${suffix}`, `${aside}${suffix}`);
  }
  rmSync(`${databasePath}-shm`, { force: true });
  return aside;
}

/**
 * Leaving WAL mode takes the file alone, so it fails while anybody has it open; it also empties the log into the file.
 * A damaged database, which is why one restores, is left as it is: merging could spoil what can still be rescued.
 */
function mergeLog(databasePath: string): void {
  if (isDamaged(databasePath)) return;
  const old = new SqliteConnection(databasePath, { name: databasePath, readOnly: false, lockWaitMs: 1000 });
  try {
    old.all('PRAGMA journal_mode = DELETE', []);
    old.run('BEGIN EXCLUSIVE', []);
    old.run('ROLLBACK', []);
  } finally {
    old.close();
  }
}

function isDamaged(databasePath: string): boolean {
  try {
    verifyDatabaseFile(databasePath);
    return false;
  } catch (error) {
    if (error instanceof SkillsError && error.code === 'storage-corrupt') return true;
    throw error;
  }
}
