import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { SkillsError } from '@skills/schema';
import { SqliteConnection } from './engine/sqlite-connection.ts';
import { countTables, type TableCounts, verifyDatabaseFile } from './verify-database-file.ts';

export type VerifiedCopy = {
  /** Rows of each table in the copy. */
  readonly tables: TableCounts;
  /** The rows were compared with the source; false when others wrote to it all the while. */
  readonly isCompared: boolean;
};

// A writer that commits between the copy and the count makes them differ without any fault.
const attempts = 3;

/**
 * Copies a database as of one moment (its log included, while it may be in use) to a new file with mode 0600, syncs
 * it, opens it again, reads it from end to end and compares the rows of every table.
 *
 * @throws {SkillsError} 'storage-corrupt' when source or copy is not sound, 'storage-full', 'storage-unavailable'
 */
export function verifiedCopy(sourcePath: string, draftPath: string): VerifiedCopy {
  const source = new SqliteConnection(sourcePath, { name: sourcePath, readOnly: true, lockWaitMs: 5000 });
  try {
    let copy = copyOnce(source, draftPath);
    for (let attempt = 1; attempt < attempts && !copy.isCompared; attempt += 1) copy = copyOnce(source, draftPath);
    return copy;
  } finally {
    source.close();
  }
}

function copyOnce(source: SqliteConnection, draftPath: string): VerifiedCopy {
  rmSync(draftPath, { force: true });
  // SQLite accepts an empty file as the target: so it is private from its first byte.
  closeSync(openSync(draftPath, 'wx', 0o600));
  const before = dataVersion(source);
  source.run('VACUUM INTO ?', [draftPath]);
  const counts = countTables(source);
  const isCompared = dataVersion(source) === before;
  syncPath(draftPath);
  const tables = verifyDatabaseFile(draftPath);
  if (isCompared && JSON.stringify([...tables]) !== JSON.stringify([...counts])) {
    throw new SkillsError('storage-corrupt', `the copy ${draftPath} has other rows than its source`);
  }
  return { tables, isCompared };
}

/** Changes when another connection commits, https://sqlite.org/pragma.html#pragma_data_version */
function dataVersion(source: SqliteConnection): unknown {
  return source.all('PRAGMA data_version', [])[0]?.[0];
}

/** fsync of a file nobody else has open, or of a folder. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A failure of the file system as ours. */
export function asStorageError(error: unknown, what: string): Error {
  if (error instanceof SkillsError || error instanceof RangeError) return error;
  const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  const reason = error instanceof Error ? error.message : String(error);
  return new SkillsError(isFull ? 'storage-full' : 'storage-unavailable', `${what}: ${reason}`, { cause: error });
}
