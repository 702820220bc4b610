import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import { findSqld, startSqld, temporaryFolder } from '@skills/testing';
import { openDatabase } from './open-database.ts';

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = await temporaryFolder();
  onCleanup(async () => folder.remove());
  return folder.path;
});

describe('openDatabase', () => {
  test.for(['in-process', 'worker'] as const)('opens a file %s', async (mode, { folder }) => {
    const url = `file:${join(folder, 'skills.db')}`;
    const engine = await openDatabase({ url, mode });
    await engine.transaction(async (tx) => tx.script('CREATE TABLE t (v)'));
    await engine.close();

    const again = await openDatabase({ url });
    expect(await again.all('SELECT count(*) FROM t')).toEqual([[0]]);
    expect({ kind: again.kind, url: again.url }).toEqual({ kind: 'sqlite', url });
    await again.close();
  });

  test.skipIf(findSqld() === undefined)('opens a server', { timeout: 30_000 }, async () => {
    const server = await startSqld();
    const engine = await openDatabase({ url: server.url });

    expect({ kind: engine.kind, url: engine.url }).toEqual({ kind: 'libsql', url: server.url });
    await expect(openDatabase({ url: server.url, readOnly: true })).rejects.toMatchObject({ code: 'invalid-usage' });
    await engine.close();
    await server.stop();
  });

  test('a bare path is refused with what to write', async () => {
    await expect(openDatabase({ url: 'skills.db' })).rejects.toThrow('write "file:skills.db"');
  });
});
