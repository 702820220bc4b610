import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodeSqliteOptions } from './node-sqlite-session.ts';
import { NodeSqliteWorkerSession } from './node-sqlite-worker-session.ts';
import { SerialEngine } from './serial-engine.ts';
import type { SqlEngine } from './sql-engine.ts';

/**
 * As `openNodeSqliteEngine`, in a thread of its own (about 40 ms to start). For servers and long jobs.
 *
 * @throws {SkillsError} 'storage-unavailable' | 'storage-corrupt' | 'storage-busy' | 'storage-full'
 */
export async function openNodeSqliteWorkerEngine(options: NodeSqliteOptions): Promise<SqlEngine> {
  return new SerialEngine(await NodeSqliteWorkerSession.open(options, workerUrl()));
}

/** Beside this module, with its extension: `.ts` from source, `.js` built; a bundle has the entry `node-sqlite-worker`. */
function workerUrl(): URL {
  const url = new URL(`./node-sqlite-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  if (!existsSync(url)) throw new RangeError(`the bundle lacks the entry ${url.href}`);
  return url;
}
