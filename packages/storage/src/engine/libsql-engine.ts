import { SkillsError } from '@skills/schema';
import { isLoopback, parseDatabaseUrl } from './database-url.ts';
import { LibsqlSession } from './libsql-session.ts';
import { SerialEngine } from './serial-engine.ts';
import type { SqlEngine } from './sql-engine.ts';

export type LibsqlOptions = {
  /** `libsql://…`, `https://…`, or `http://…` on this machine. */
  readonly url: string;
  /** The token of the server, kept out of URLs and messages. Required except on this machine. */
  readonly authToken?: string | undefined;
  /** How long to wait for another writer before 'storage-busy', in milliseconds. Default 5000. */
  readonly busyTimeoutMs?: number | undefined;
  /** How long one request may take, in milliseconds. Default 30 000. */
  readonly requestTimeoutMs?: number | undefined;
};

/**
 * Opens a database on a libSQL server, and asks it one question to know that it answers.
 *
 * @throws {SkillsError} 'invalid-usage' for a URL or token that will not do, 'storage-unavailable' when it does not answer
 */
export async function openLibsqlEngine(options: LibsqlOptions): Promise<SqlEngine> {
  const location = parseDatabaseUrl(options.url);
  if (location.kind !== 'server') throw new SkillsError('invalid-usage', `${options.url} is not the URL of a server`);
  if (options.authToken === undefined && !isLoopback(location.url.hostname)) {
    throw new SkillsError('invalid-usage', `${location.url.host} needs a token; set SKILLS_DATABASE_TOKEN`);
  }
  // Only who asks for a server pays for its client. This entry of it does not load the native library either.
  const { createClient } = await import('@libsql/client/http');
  const requestTimeoutMs = options.requestTimeoutMs ?? 30_000;
  const client = createClient({
    url: options.url,
    ...(options.authToken === undefined ? {} : { authToken: options.authToken }),
    intMode: 'bigint',
    fetch: async (request: Request) => fetch(request, { signal: AbortSignal.timeout(requestTimeoutMs) }),
  });
  const name = `${location.url.protocol}//${location.url.host}${location.url.pathname.replace(/\/$/, '')}`;
  const engine = new SerialEngine(new LibsqlSession({ name, client, busyTimeoutMs: options.busyTimeoutMs ?? 5000 }));
  try {
    await engine.all('SELECT 1');
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
