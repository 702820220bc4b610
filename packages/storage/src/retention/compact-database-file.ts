import { statSync } from 'node:fs';
import { SqliteConnection } from '../engine/sqlite-connection.ts';

export type CompactedFile = { readonly bytesBefore: number; readonly bytesAfter: number };

/**
 * Gives the space of deleted rows back: the file is written anew (VACUUM), then the log of writes goes into it and is cut
 * to nothing, so that no deleted byte stands in any of the files. Waits for others who write or read.
 *
 * @throws {SkillsError} 'storage-busy' when somebody has it open for longer, 'storage-full'
 */
export function compactDatabaseFile(path: string): CompactedFile {
  const bytesBefore = bytesOf(path);
  const connection = new SqliteConnection(path, { name: path, readOnly: false, lockWaitMs: 5000 });
  try {
    connection.all('PRAGMA secure_delete = ON', []);
    connection.run('VACUUM', []);
    connection.all('PRAGMA wal_checkpoint(TRUNCATE)', []);
  } finally {
    connection.close();
  }
  return { bytesBefore, bytesAfter: bytesOf(path) };
}

function bytesOf(path: string): number {
  return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
