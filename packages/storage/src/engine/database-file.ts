import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SkillsError } from '@skills/schema';

/** Which file a path names; another file put in its place has another identity. */
export type FileIdentity = { readonly device: bigint; readonly inode: bigint };

export type DatabaseFile = {
  readonly identity: FileIdentity;
  readonly isNew: boolean;
  /** The file and its folder (for the log) can be written. */
  readonly isWritable: boolean;
  /** On NFS, SMB and the like, where the shared memory of WAL does not work. */
  readonly isRemote: boolean;
};

export type DatabaseFileOptions = { readonly create: boolean; readonly onWarning: (message: string) => void };

// An existing database is never opened here, not even to look: closing it would drop SQLite's own locks of this
// process (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).

/**
 * Makes sure that a database file is there, regular and private. A new one is 0600 in a 0700 folder (SQLite gives its
 * log the mode of the database); an existing one that others could open is tightened, with a warning.
 *
 * @throws {SkillsError} 'storage-unavailable' | 'storage-read-only' | 'storage-full'
 */
export function prepareDatabaseFile(path: string, options: DatabaseFileOptions): DatabaseFile {
  const isNew = options.create && createPrivately(path);
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) throw new SkillsError('storage-unavailable', `${path} does not exist`);
  if (!stat.isFile()) throw new SkillsError('storage-unavailable', `${path} is not a regular file`);
  if (!isNew && (stat.mode & 0o077n) !== 0n) tighten(path, options.onWarning);
  return {
    identity: { device: stat.dev, inode: stat.ino },
    isNew,
    isWritable: canWrite(path) && canWrite(dirname(path)),
    isRemote: isRemoteFileSystem(path),
  };
}

/** @throws {SkillsError} 'storage-unavailable' when the path no longer names the file that was opened */
export function assertSameFile(path: string, identity: FileIdentity): void {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat?.ino === identity.inode && stat.dev === identity.device) return;
  const fate = stat === undefined ? 'deleted' : 'replaced';
  throw new SkillsError('storage-unavailable', `${path} was ${fate} while it was open; open it again`);
}

function createPrivately(path: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return false;
    // On read-only media the file may well be there: SQLite will say.
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) return false;
    if (code === 'EROFS') throw new SkillsError('storage-read-only', `cannot create ${path}`, { cause: error });
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new SkillsError('storage-full', `cannot create ${path}: the disk is full`, { cause: error });
    }
    throw new SkillsError('storage-unavailable', `cannot create ${path}: ${code}`, { cause: error });
  }
}

function tighten(path: string, onWarning: (message: string) => void): void {
  try {
    for (const file of [path, `${path}-wal`, `${path}-shm`]) {
      if (statSync(file, { throwIfNoEntry: false }) !== undefined) chmodSync(file, 0o600);
    }
    onWarning(`${path} could be opened by other users; its mode is 0600 now`);
  } catch (error) {
    onWarning(`${path} can be opened by other users, and its mode cannot be changed: ${errorCode(error)}`);
  }
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

// f_type of statfs(2), https://man7.org/linux/man-pages/man2/statfs.2.html
const remoteFileSystems: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB2
  0x01021997, // 9P (WSL and VM folders)
  0x65735546, // FUSE (sshfs and others)
  0x5346414f, // AFS
  0x00c36400, // Ceph
  0x0bd00bd0, // Lustre
  0x786f4256, // VirtualBox
]);

function isRemoteFileSystem(path: string): boolean {
  if (process.platform !== 'linux') return false;
  return remoteFileSystems.has(statfsSync(path).type >>> 0);
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}
