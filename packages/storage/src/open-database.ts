import { SkillsError } from '@skills/schema';
import { parseDatabaseUrl } from './engine/database-url.ts';
import { openLibsqlEngine } from './engine/libsql-engine.ts';
import { openNodeSqliteEngine } from './engine/node-sqlite-engine.ts';
import type { NodeSqliteOptions } from './engine/node-sqlite-session.ts';
import { openNodeSqliteWorkerEngine } from './engine/node-sqlite-worker-engine.ts';
import type { SqlEngine } from './engine/sql-engine.ts';

export type OpenDatabaseOptions = NodeSqliteOptions & {
  /**
   * `file:…`, `:memory:`, or a libSQL server. `create`, `readOnly`, `cacheKib` and `defensive` are about files only.
   */
  readonly url: string;
  /** Where a file is worked on: in this thread (one-shot commands, the default) or beside it (servers, long jobs). */
  readonly mode?: 'in-process' | 'worker';
  /** The token of a server; usually `process.env.SKILLS_DATABASE_TOKEN`. */
  readonly authToken?: string | undefined;
};

/**
 * Opens the database that a URL names with the engine that fits it.
 *
 * @throws {SkillsError} 'invalid-usage' for a URL that names nothing; else as the engine
 * @example
 * const engine = await openDatabase({ url: defaultDatabaseUrl(process.env) });
 */
export async function openDatabase({ mode, authToken, ...options }: OpenDatabaseOptions): Promise<SqlEngine> {
  const location = parseDatabaseUrl(options.url);
  if (location.kind === 'server') {
    if (options.readOnly === true) {
      throw new SkillsError(
        'invalid-usage',
        `${location.url.host}: a server is opened for reading by a read-only token`,
      );
    }
    return openLibsqlEngine({ url: options.url, authToken, busyTimeoutMs: options.busyTimeoutMs });
  }
  return mode === 'worker' ? openNodeSqliteWorkerEngine(options) : openNodeSqliteEngine(options);
}
