import { closeSync, openSync, statSync, unlinkSync, writeSync } from 'node:fs';

const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * True when files beside the database can take no more bytes: no space, quota, or the process's file size limit.
 * SQLite calls the last two a disk I/O error, and node:sqlite does not tell errno, so a probe of one page is written
 * where the log would grow.
 */
export function diskRefusesWrites(databasePath: string): boolean {
  const probePath = `${databasePath}-probe-${process.pid}`;
  const sizes = [databasePath, `${databasePath}-wal`].map(
    (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
  );
  try {
    const file = openSync(probePath, 'wx', 0o600);
    try {
      writeSync(file, new Uint8Array(4096), 0, 4096, Math.max(...sizes));
    } finally {
      closeSync(file);
      unlinkSync(probePath);
    }
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && fullCodes.has(error.code);
  }
}
