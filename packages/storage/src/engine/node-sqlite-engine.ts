import { NodeSqliteSession, type NodeSqliteOptions } from './node-sqlite-session.ts';
import { SerialEngine } from './serial-engine.ts';
import type { SqlEngine } from './sql-engine.ts';

/**
 * Opens a `file:` URL, a path or `:memory:` with node:sqlite in this thread. For one-shot commands: a call blocks the
 * event loop while SQLite works.
 *
 * @throws {SkillsError} 'storage-unavailable' | 'storage-corrupt' | 'storage-busy' | 'storage-full'
 * @example
 * const engine = openNodeSqliteEngine({ url: ':memory:' });
 */
export function openNodeSqliteEngine(options: NodeSqliteOptions): SqlEngine {
  return new SerialEngine(new NodeSqliteSession(options));
}
