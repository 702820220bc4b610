import { existsSync } from 'node:fs';
import { defaultDatabaseUrl, isUpToDate, openNodeSqliteEngine, parseDatabaseUrl } from '@skills/storage';
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
  /** As it is, whatever its version; `undefined` when it is not there. */
  untouched(use: 'reading' | 'writing'): Promise<SqlEngine | undefined>;
};

export function openStore(options: ComposeOptions): Store {
  const { environment, nowMs, note } = options;
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
  const upToDate = async (openUrl: string): Promise<SqlEngine> => {
    const engine = await open(openUrl);
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
    untouched: async (use) => (isMissing() ? undefined : open(url, use === 'reading')),
    async [Symbol.asyncDispose]() {
      const opened = await Promise.allSettled(engines.values());
      for (const engine of opened) {
        // oxlint-disable-next-line no-await-in-loop -- at most two
        if (engine.status === 'fulfilled') await engine.value.close();
      }
    },
  };
}

async function openEngine(url: string, readOnly: boolean, { environment, note }: ComposeOptions): Promise<SqlEngine> {
  if (parseDatabaseUrl(url).kind !== 'server') return openNodeSqliteEngine({ url, readOnly, onWarning: note });
  const { openLibsqlEngine } = await import('./open-server.ts');
  return openLibsqlEngine({ url, authToken: environment['SKILLS_DATABASE_TOKEN'] });
}
