import { existsSync } from 'node:fs';
import { defaultDatabaseUrl, isUpToDate, openNodeSqliteEngine, parseDatabaseUrl } from '@skills/storage';
import { SkillsError } from '@skills/schema';
import type { SqlEngine } from '@skills/storage';
import type { ComposeOptions } from './composition.ts';

/** One database, opened when it is first needed and brought to the newest version. */
export type Store = AsyncDisposable & {
  readonly url: string;
  /** Of a local file; `undefined` for a server and for memory. */
  readonly path: string | undefined;
  /** For reading: a database that is not there yet is empty, and is not made. */
  reader(): Promise<SqlEngine>;
  /** For writing: a database that is not there yet is made. */
  writer(): Promise<SqlEngine>;
  /** For a look that changes nothing: what is not there, or is of an older version, is as empty. */
  preview(): Promise<SqlEngine>;
  /** As `writer`, a file in a thread of its own, so that a server never waits for the disk. */
  background(): Promise<SqlEngine>;
  /** As it is, whatever its version; `undefined` when it is not there. */
  untouched(use: 'reading' | 'writing'): Promise<SqlEngine | undefined>;
};

// It asks the same few questions again and again, for as long as the machine runs.
const backgroundCacheKib = 4096;

export function openStore(options: ComposeOptions): Store {
  const { environment, nowMs, note, access } = options;
  const url = options.databaseUrl ?? defaultDatabaseUrl(environment);
  const location = parseDatabaseUrl(url);
  const path = location.kind === 'file' ? location.path : undefined;
  // By URL and mode, so that each is opened once.
  const engines = new Map<string, Promise<SqlEngine>>();

  const open = (openUrl: string, readOnly = false): Promise<SqlEngine> => {
    const key = `${openUrl} ${readOnly}`;
    const engine = engines.get(key) ?? openEngine(openUrl, readOnly, options);
    engines.set(key, engine);
    return engine;
  };
  const upToDate = async (openUrl: string, opened = open(openUrl)): Promise<SqlEngine> => {
    const engine = await opened;
    if (await isUpToDate(engine)) return engine;
    const { bringUpToDate } = await import('./bring-up-to-date.ts');
    await bringUpToDate(engine, { path: openUrl === url ? path : undefined, nowMs, note });
    return engine;
  };
  /** A database of the newest version is opened for reading: one connection instead of two, 5 of 55 ms. */
  const upToDateForReading = async (): Promise<SqlEngine> => {
    if (path === undefined || engines.size > 0) return upToDate(url);
    const engine = await open(url, true);
    if (await isUpToDate(engine)) return engine;
    engines.clear();
    await engine.close();
    return upToDate(url);
  };
  const isMissing = (): boolean => path !== undefined && !existsSync(path);
  /** For a composition that only reads: whoever made the database has brought it to the newest version. */
  const readOnly = async (): Promise<SqlEngine> => {
    const engine = await open(url, true);
    if (await isUpToDate(engine)) return engine;
    throw new SkillsError('storage-unavailable', `${url}: the database is not there, or not of this version yet`);
  };
  if (access === 'read') {
    const untouched = async (): Promise<SqlEngine | undefined> => (isMissing() ? undefined : readOnly());
    const all = { writer: readOnly, reader: readOnly, preview: readOnly, background: readOnly, untouched };
    return { url, path, ...all, [Symbol.asyncDispose]: () => closeAll(engines) };
  }

  return {
    url,
    path,
    writer: () => upToDate(url),
    reader() {
      if (!isMissing()) return upToDateForReading();
      note(`no database yet at ${path}; skills collect makes it`);
      return upToDate(':memory:');
    },
    async preview() {
      const engine = isMissing() ? undefined : await open(url, true);
      return engine !== undefined && (await isUpToDate(engine)) ? engine : upToDate(':memory:');
    },
    async background() {
      if (path === undefined || options.mode === 'worker') return upToDate(url);
      const { openNodeSqliteWorkerEngine } = await import('./open-in-thread.ts');
      const key = `${url} in a thread`;
      const file = { url, cacheKib: backgroundCacheKib, onWarning: note };
      const background = engines.get(key) ?? openNodeSqliteWorkerEngine(file);
      engines.set(key, background);
      return upToDate(url, background);
    },
    untouched: async (use) => (isMissing() ? undefined : open(url, use === 'reading')),
    [Symbol.asyncDispose]: () => closeAll(engines),
  };
}

async function closeAll(engines: ReadonlyMap<string, Promise<SqlEngine>>): Promise<void> {
  const opened = await Promise.allSettled(engines.values());
  for (const engine of opened) {
    // oxlint-disable-next-line no-await-in-loop -- at most two
    if (engine.status === 'fulfilled') await engine.value.close();
  }
}

async function openEngine(
  url: string,
  readOnly: boolean,
  { environment, note, mode, busyTimeoutMs }: ComposeOptions,
): Promise<SqlEngine> {
  if (parseDatabaseUrl(url).kind !== 'server') {
    const file = { url, readOnly, onWarning: note, ...(busyTimeoutMs === undefined ? {} : { busyTimeoutMs }) };
    if (mode !== 'worker') return openNodeSqliteEngine(file);
    const { openNodeSqliteWorkerEngine } = await import('./open-in-thread.ts');
    return openNodeSqliteWorkerEngine(file);
  }
  const { openLibsqlEngine } = await import('./open-server.ts');
  const engine = await openLibsqlEngine({ url, authToken: environment['SKILLS_DATABASE_TOKEN'] });
  return readOnly ? readingOnly(engine) : engine;
}

/** A server does not know of connections that only read. */
function readingOnly(engine: SqlEngine): SqlEngine {
  return {
    kind: engine.kind,
    url: engine.url,
    all: (sql, parameters) => engine.all(sql, parameters),
    transaction: () => Promise.reject(new SkillsError('storage-read-only', `${engine.url}: opened for reading only`)),
    close: () => engine.close(),
  };
}
