import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FileIdentity, prepareDatabaseFile } from './database-file.ts';
import { retryWhileBusy } from './retry-while-busy.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { primaryCode, sqliteFailure, sqliteResult } from './sqlite-error.ts';
import { applyPragmas, cachePragma, chooseJournalMode, safePragmas, writerPragmas } from './sqlite-pragmas.ts';

export type OpenSqliteOptions = {
  readonly create: boolean;
  readonly readOnly: boolean;
  readonly busyTimeoutMs: number;
  readonly cacheKib: number;
  readonly defensive: boolean;
  readonly onWarning: (message: string) => void;
};

export type OpenSqliteFile = {
  /** The same connection as `reader` when there is only one. */
  readonly writer: SqliteConnection;
  readonly reader: SqliteConnection;
  readonly isReadOnly: boolean;
  readonly identity: FileIdentity;
  /** Removes what was made for reading only. */
  readonly release: () => void;
};

/** One call of SQLite blocks its thread no longer than this; the rest of a wait is asynchronous. */
export const lockWaitMs = 20;

/**
 * Opens a database file with settings that keep what was acknowledged. Falls back to reading when the file or its
 * folder cannot be written, and to one connection with a rollback journal on network file systems.
 *
 * @throws {SkillsError} 'storage-unavailable' | 'storage-corrupt' | 'storage-busy' | 'storage-full' | 'storage-read-only'
 */
export function openSqliteFile(path: string, options: OpenSqliteOptions): OpenSqliteFile {
  const file = prepareDatabaseFile(path, {
    create: options.create && !options.readOnly,
    onWarning: options.onWarning,
  });
  if (options.readOnly || !file.isWritable) return { ...openForReading(path, options), identity: file.identity };
  const writer = new SqliteConnection(path, {
    name: path,
    readOnly: false,
    lockWaitMs: options.busyTimeoutMs, // while opening; there is no way to wait without blocking yet
    defensive: options.defensive,
  });
  try {
    const journal = retryWhileBusy(() => chooseJournalMode(writer, file.isRemote), options.busyTimeoutMs);
    applyPragmas(writer, [...safePragmas, ...writerPragmas, cachePragma(options.cacheKib)], path);
    applyPragmas(writer, [{ name: 'busy_timeout', value: String(lockWaitMs), expected: lockWaitMs }], path);
    const reader = journal === 'wal' ? openReader(path, options) : writer;
    if (file.isRemote) options.onWarning(`${path}: no write-ahead log here (${journal}); reads wait for writes`);
    return { writer, reader, isReadOnly: false, identity: file.identity, release: () => undefined };
  } catch (error) {
    writer.close();
    throw error;
  }
}

function openReader(location: string | URL, options: OpenSqliteOptions): SqliteConnection {
  const name = typeof location === 'string' ? location : location.pathname;
  const reader = new SqliteConnection(location, { name, readOnly: true, lockWaitMs });
  try {
    applyPragmas(reader, [...safePragmas, cachePragma(options.cacheKib)], name);
    retryWhileBusy(() => reader.all('SELECT count(*) FROM sqlite_schema', []), options.busyTimeoutMs);
    return reader;
  } catch (error) {
    reader.close();
    throw error;
  }
}

/**
 * A database in WAL mode on media that cannot be written needs its shared memory file to be there. Without it: the
 * file alone when the log is empty (`immutable`), else a private copy of both.
 */
function openForReading(path: string, options: OpenSqliteOptions): Omit<OpenSqliteFile, 'identity'> {
  try {
    return readOnlyFile(openReader(path, options));
  } catch (error) {
    const failure = sqliteFailure(error);
    const code = failure === undefined ? undefined : primaryCode(failure);
    if (code !== sqliteResult.cannotOpen && code !== sqliteResult.readOnly) throw error;
  }
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (log === undefined || log.size === 0) {
    return readOnlyFile(openReader(new URL(`${pathToFileURL(path).href}?immutable=1`), options));
  }
  const folder = mkdtempSync(join(tmpdir(), 'skills-read-'));
  const release = (): void => rmSync(folder, { recursive: true, force: true });
  const copy = join(folder, basename(path));
  try {
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    options.onWarning(`${path} is on media that cannot be written; a copy of this moment is read`);
    return { ...readOnlyFile(openReader(copy, options)), release };
  } catch (error) {
    release();
    throw error;
  }
}

function readOnlyFile(reader: SqliteConnection): Omit<OpenSqliteFile, 'identity'> {
  return { writer: reader, reader, isReadOnly: true, release: () => undefined };
}
