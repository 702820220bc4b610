import { linkSync, mkdirSync, renameSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { SkillsError } from '@skills/schema';
import { asStorageError, syncPath, type VerifiedCopy, verifiedCopy } from './verified-copy.ts';

export type BackupResult = VerifiedCopy & { readonly path: string; readonly bytes: number };

/**
 * Backs up a database file, while it may be in use, and proves the backup before it gets its name.
 *
 * @throws {SkillsError} 'invalid-usage' when the target exists, 'storage-corrupt' when source or copy is not sound
 * @example
 * const { path, tables } = backupDatabase('/data/skills.db', '/data/skills.db.before-v5');
 */
export function backupDatabase(sourcePath: string, targetPath: string): BackupResult {
  refuseExisting(targetPath);
  const draft = `${targetPath}.partial-${process.pid}`;
  try {
    mkdirSync(dirname(targetPath), { recursive: true, mode: 0o700 });
    const copy = verifiedCopy(sourcePath, draft);
    publish(draft, targetPath);
    return { ...copy, path: targetPath, bytes: statSync(targetPath).size };
  } catch (error) {
    throw asStorageError(error, `cannot back up ${sourcePath}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Gives the finished file its name. A link, unlike a rename, never replaces what came there meanwhile. */
function publish(draft: string, targetPath: string): void {
  try {
    linkSync(draft, targetPath);
    unlinkSync(draft);
  } catch (error) {
    refuseExisting(targetPath);
    const hasNoLinks =
      error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'ENOTSUP');
    if (!hasNoLinks) throw error;
    renameSync(draft, targetPath);
  }
  syncPath(dirname(targetPath));
}

function refuseExisting(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return;
  throw new SkillsError('invalid-usage', `${path} exists; a backup never overwrites`);
}
