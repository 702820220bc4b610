import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test as base } from 'vitest';
import { sqlEngineContract, temporaryFolder } from '@skills/testing';
import { openNodeSqliteWorkerEngine } from './node-sqlite-worker-engine.ts';
import { NodeSqliteWorkerSession } from './node-sqlite-worker-session.ts';

const folderOfContract = mkdtempSync(join(tmpdir(), 'skills-engine-'));
afterAll(() => rmSync(folderOfContract, { recursive: true }));
sqlEngineContract({
  name: 'node:sqlite in a worker',
  open: async () => openNodeSqliteWorkerEngine({ url: `file:${join(folderOfContract, 'skills.db')}` }),
  shared: true,
});
sqlEngineContract({
  name: 'node:sqlite in a worker, in memory',
  open: async () => openNodeSqliteWorkerEngine({ url: ':memory:' }),
  shared: false,
});

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = await temporaryFolder();
  onCleanup(async () => folder.remove());
  return folder.path;
});

describe('the database thread', () => {
  test('keeps the event loop free while SQLite works', async () => {
    const engine = await openNodeSqliteWorkerEngine({ url: ':memory:' });
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 5);

    const start = performance.now();
    await engine.all(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500000) SELECT sum(i) FROM n',
    );
    const workedMs = performance.now() - start;
    clearInterval(ticking);
    await engine.close();

    expect(ticks).toBeGreaterThan(workedMs / 50);
  });

  test('an error of opening is the error of the in-process engine', async ({ folder }) => {
    await expect(openNodeSqliteWorkerEngine({ url: `file:${folder}` })).rejects.toMatchObject({
      name: 'SkillsError',
      code: 'storage-unavailable',
      message: `${folder} is not a regular file`,
    });
  });

  test('warnings reach the caller', async ({ folder }) => {
    const warnings: string[] = [];
    const url = `file:${join(folder, 'skills.db')}`;
    const first = await openNodeSqliteWorkerEngine({ url });
    await first.close();
    chmodSync(join(folder, 'skills.db'), 0o644);

    const second = await openNodeSqliteWorkerEngine({ url, onWarning: (message) => warnings.push(message) });
    await second.close();

    expect(warnings).toEqual([expect.stringContaining('could be opened by other users')]);
  });

  test('a thread that dies fails the calls in progress and those after, and closing still works', async () => {
    const broken = `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.postMessage({ kind: 'result', id: 0, value: false });
      parentPort.on('message', () => { throw new Error('out of luck'); });
    `)}`;
    const session = await NodeSqliteWorkerSession.open({ url: 'file:skills.db' }, new URL(broken));

    const calls = await Promise.allSettled([session.read('SELECT 1', []), session.begin()]);
    const later = session.run('SELECT 1', []);

    const died = { code: 'storage-unavailable', message: 'file:skills.db: the database thread failed: out of luck' };
    expect(calls).toMatchObject([
      { status: 'rejected', reason: died },
      { status: 'rejected', reason: died },
    ]);
    await expect(later).rejects.toMatchObject(died);
    await expect(session.rollback()).resolves.toBeUndefined();
    await expect(session.close()).rejects.toMatchObject(died);
  });
});
