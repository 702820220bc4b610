import {
  chmodSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test as base } from 'vitest';
import { temporaryFolder } from '@skills/testing';
import { createLargeTable, createTable, insertRow } from '../../test/table-of-one-row.ts';
import { openNodeSqliteEngine } from './node-sqlite-engine.ts';

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = await temporaryFolder();
  onCleanup(async () => folder.remove());
  return folder.path;
});

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('settings', () => {
  test('every setting is in force where it matters', async ({ folder }) => {
    const engine = openNodeSqliteEngine({ url: `file:${join(folder, 'skills.db')}`, cacheKib: 1024 });
    const query = `SELECT journal_mode, foreign_keys, trusted_schema, cell_size_check, cache_size, query_only
      FROM pragma_journal_mode, pragma_foreign_keys, pragma_trusted_schema, pragma_cell_size_check, pragma_cache_size, pragma_query_only`;

    const reader = await engine.all(query);
    const writer = await engine.transaction(async (tx) => [
      await tx.all(query),
      await tx.all('SELECT synchronous, secure_delete FROM pragma_synchronous, pragma_secure_delete'),
    ]);
    await engine.close();

    expect(reader).toEqual([['wal', 1, 0, 1, -1024, 0]]);
    expect(writer).toEqual([reader, [[2, 1]]]);
  });

  test('the reading connection cannot write', async ({ folder }) => {
    const engine = openNodeSqliteEngine({ url: `file:${join(folder, 'skills.db')}` });
    await createTable(engine);

    await expect(engine.all('INSERT INTO t VALUES (9) RETURNING v')).rejects.toMatchObject({
      code: 'storage-read-only',
    });
    await engine.close();
  });

  test('what is deleted is gone from the file', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await createTable(engine);
    await engine.transaction(async (tx) => tx.run(`INSERT INTO t VALUES ('marker-of-ada')`));

    await engine.transaction(async (tx) => tx.run(`DELETE FROM t WHERE v = 'marker-of-ada'`));
    await engine.close();

    expect(readFileSync(path).includes('marker-of-ada')).toBe(false);
  });
});

describe('privacy of files', () => {
  test('a new database, its log and its folder are for their owner alone', async ({ folder }) => {
    const path = join(folder, 'new', 'deep', 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await createTable(engine);

    const modes = [path, `${path}-wal`, `${path}-shm`, join(folder, 'new'), join(folder, 'new', 'deep')].map(modeOf);
    await engine.close();

    expect(modes).toEqual(['600', '600', '600', '700', '700']);
  });

  test('an existing database that others could read is tightened, with a warning', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    writeFileSync(path, '');
    chmodSync(path, 0o664);
    const warnings: string[] = [];

    const engine = openNodeSqliteEngine({ url: `file:${path}`, onWarning: (message) => warnings.push(message) });
    await engine.close();

    expect(modeOf(path)).toBe('600');
    expect(warnings).toEqual([expect.stringContaining(`${path} could be opened by other users`)]);
  });
});

describe('a file that is not right', () => {
  test('a missing one is not made when that was not asked', ({ folder }) => {
    const path = join(folder, 'skills.db');

    expect(() => openNodeSqliteEngine({ url: `file:${path}`, create: false })).toThrow(`${path} does not exist`);
    expect(() => openNodeSqliteEngine({ url: `file:${path}`, readOnly: true })).toThrow(`${path} does not exist`);
    expect(existsSync(path)).toBe(false);
  });

  test('a folder, or a path through a file, is storage-unavailable', ({ folder }) => {
    writeFileSync(join(folder, 'file'), '');

    for (const path of [folder, join(folder, 'file', 'skills.db')]) {
      expect(() => openNodeSqliteEngine({ url: `file:${path}` })).toThrow(
        expect.objectContaining({ code: 'storage-unavailable', message: expect.stringContaining(path) }),
      );
    }
  });

  test('a file of something else is storage-corrupt and is left as it was', ({ folder }) => {
    const path = join(folder, 'notes.txt');
    const text = 'These are my notes, not a database. '.repeat(200);
    writeFileSync(path, text, { mode: 0o600 });

    expect(() => openNodeSqliteEngine({ url: `file:${path}` })).toThrow(
      expect.objectContaining({ code: 'storage-corrupt', message: expect.stringContaining('not a SQLite database') }),
    );
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a damaged page is storage-corrupt, and then nothing more is written', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await createLargeTable(engine);
    await engine.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 4096 * 3, 4096 * 20));

    const damaged = openNodeSqliteEngine({ url: `file:${path}` });
    await expect(damaged.all('SELECT sum(length(v)) FROM t')).rejects.toMatchObject({ code: 'storage-corrupt' });
    await expect(insertRow(damaged)).rejects.toMatchObject({
      code: 'storage-corrupt',
      message: expect.stringContaining('nothing is written any more'),
    });
    await damaged.close();
  });

  test('a file cut short is storage-corrupt at once', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await createLargeTable(engine);
    await engine.close();
    truncateSync(path, 4096 * 10);

    expect(() => openNodeSqliteEngine({ url: `file:${path}` })).toThrow(
      expect.objectContaining({ code: 'storage-corrupt', message: expect.stringContaining(path) }),
    );
  });

  test('text that is not UTF-8 is read with replacement characters', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await engine.transaction(async (tx) =>
      tx.script(`CREATE TABLE t (v TEXT); INSERT INTO t VALUES (CAST(x'61ff62' AS TEXT))`),
    );

    expect(await engine.all('SELECT v, typeof(v) FROM t')).toEqual([['a\uFFFDb', 'text']]);
    await engine.close();
  });
});

describe('a file that changes hands while it is open', () => {
  test('a deleted one is noticed before anything is acknowledged or answered', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await createTable(engine);

    rmSync(path);

    await expect(insertRow(engine)).rejects.toThrow(`${path} was deleted while it was open`);
    await expect(engine.all('SELECT * FROM t')).rejects.toMatchObject({ code: 'storage-unavailable' });
    await engine.close();
  });

  test('one deleted in the middle of a transaction is noticed before the commit', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await createTable(engine);

    const attempt = engine.transaction(async (tx) => {
      await tx.run('INSERT INTO t VALUES (2)');
      rmSync(path);
    });

    await expect(attempt).rejects.toThrow('deleted');
    await engine.close();
  });

  test('a replaced one is noticed', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await createTable(engine);

    writeFileSync(join(folder, 'other.db'), '');
    renameSync(join(folder, 'other.db'), path);

    await expect(insertRow(engine)).rejects.toThrow(`${path} was replaced while it was open`);
    await engine.close();
  });

  test('a symbolic link is followed', async ({ folder }) => {
    symlinkSync(join(folder, 'real.db'), join(folder, 'link.db'));
    const real = openNodeSqliteEngine({ url: `file:${join(folder, 'real.db')}` });
    await createTable(real);

    const linked = openNodeSqliteEngine({ url: `file:${join(folder, 'link.db')}` });
    await insertRow(linked);

    expect(await real.all('SELECT count(*) FROM t')).toEqual([[2]]);
    await linked.close();
    await real.close();
  });
});

describe('a lock held by another program', () => {
  test('is waited for, then storage-busy, and the event loop runs meanwhile', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}`, busyTimeoutMs: 300 });
    await createTable(engine);
    using other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 10);

    const start = performance.now();
    await expect(insertRow(engine)).rejects.toMatchObject({ code: 'storage-busy' });
    const waitedMs = performance.now() - start;
    clearInterval(ticking);
    other.exec('ROLLBACK');

    expect(waitedMs).toBeGreaterThan(290);
    expect(ticks).toBeGreaterThan(3);
    expect(await insertRow(engine)).toBe(1);
    await engine.close();
  });

  test('that is let go in time is no error', async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const engine = openNodeSqliteEngine({ url: `file:${path}` });
    await createTable(engine);
    using other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.exec('COMMIT'), 100);

    expect(await insertRow(engine)).toBe(1);
    await engine.close();
  });
});
