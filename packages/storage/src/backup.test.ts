import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import { temporaryFolder } from '@skills/testing';
import { backupDatabase } from './backup.ts';
import { openNodeSqliteEngine } from './engine/node-sqlite-engine.ts';
import type { SqlEngine } from './engine/sql-engine.ts';
import { restoreBackup } from './restore-backup.ts';

const test = base.extend('database', async ({}, { onCleanup }) => {
  const temporary = await temporaryFolder();
  const folder = temporary.path;
  const path = join(folder, 'skills.db');
  const engine = openNodeSqliteEngine({ url: `file:${path}` });
  onCleanup(async () => {
    await engine.close();
    await temporary.remove();
  });
  await engine.transaction(async (tx) => {
    await tx.script(`CREATE TABLE "odd "" name" (v); CREATE TABLE t (id INTEGER PRIMARY KEY, v)`);
    const rows = Array.from({ length: 1000 }, (_, row) => [`row ${row}`]);
    await tx.runMany('INSERT INTO t (v) VALUES (?)', rows);
  });
  return { folder, path, engine };
});

async function rowsOf(path: string): Promise<unknown> {
  const engine: SqlEngine = openNodeSqliteEngine({ url: `file:${path}`, readOnly: true });
  const rows = await engine.all('SELECT count(*) FROM t');
  await engine.close();
  return rows[0]?.[0];
}

describe('backupDatabase', () => {
  test('copies what is committed, log and all, while the database is in use', async ({
    database: { engine, path, folder },
  }) => {
    const target = join(folder, 'backups', 'one.db');

    const backup = backupDatabase(path, target);
    await engine.transaction(async (tx) => tx.run('DELETE FROM t'));

    expect(backup).toEqual({
      path: target,
      bytes: statSync(target).size,
      isCompared: true,
      tables: new Map([
        ['odd " name', 0],
        ['t', 1000],
      ]),
    });
    expect(await rowsOf(target)).toBe(1000);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'backups'))).toEqual(['one.db']);
  });

  test('leaves an open transaction out', async ({ database: { engine, path, folder } }) => {
    await engine.transaction(async (tx) => {
      await tx.run('DELETE FROM t');
      backupDatabase(path, join(folder, 'backup.db'));
    });

    expect(await rowsOf(join(folder, 'backup.db'))).toBe(1000);
  });

  test('never overwrites', ({ database: { path, folder } }) => {
    const target = join(folder, 'precious.db');
    writeFileSync(target, 'precious');

    expect(() => backupDatabase(path, target)).toThrow(expect.objectContaining({ code: 'invalid-usage' }));
    expect(readFileSync(target, 'utf8')).toBe('precious');
  });

  test('of a damaged database is refused and leaves nothing behind', async ({ database: { engine, path, folder } }) => {
    await engine.close();
    writeFileSync(path, readFileSync(path).fill(0xa5, 4096 * 2, 4096 * 6));

    expect(() => backupDatabase(path, join(folder, 'backup.db'))).toThrow(
      expect.objectContaining({ code: 'storage-corrupt' }),
    );
    expect(readdirSync(folder).filter((name) => name.includes('backup'))).toEqual([]);
  });
});

describe('restoreBackup', () => {
  test('brings back every row and keeps the newer database aside', async ({ database: { engine, path, folder } }) => {
    const backup = join(folder, 'backup.db');
    backupDatabase(path, backup);
    await engine.transaction(async (tx) => tx.run('DELETE FROM t WHERE id > 10'));
    await engine.close();

    const { previousPath, tables } = restoreBackup(backup, path);

    expect(tables.get('t')).toBe(1000);
    expect(await rowsOf(path)).toBe(1000);
    expect(await rowsOf(previousPath ?? '')).toBe(10);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('makes a database where there is none', async ({ database: { path, folder } }) => {
    backupDatabase(path, join(folder, 'backup.db'));

    const restored = restoreBackup(join(folder, 'backup.db'), join(folder, 'elsewhere', 'skills.db'));

    expect(restored.previousPath).toBeUndefined();
    expect(await rowsOf(join(folder, 'elsewhere', 'skills.db'))).toBe(1000);
  });

  test('waits for nobody: a database that is open elsewhere is storage-busy and untouched', async ({
    database: { engine, path, folder },
  }) => {
    backupDatabase(path, join(folder, 'backup.db'));
    await engine.transaction(async (tx) => tx.run('DELETE FROM t'));

    expect(() => restoreBackup(join(folder, 'backup.db'), path)).toThrow(
      expect.objectContaining({ code: 'storage-busy' }),
    );
    expect(await engine.all('SELECT count(*) FROM t')).toEqual([[0]]);
    await engine.transaction(async (tx) => tx.run('INSERT INTO t (v) VALUES (1)'));
    expect(readdirSync(folder).filter((name) => name.includes('restor'))).toEqual([]);
  });

  test('of a damaged backup leaves the database as it is', async ({ database: { engine, path, folder } }) => {
    const backup = join(folder, 'backup.db');
    backupDatabase(path, backup);
    await engine.close();
    writeFileSync(backup, readFileSync(backup).fill(0xa5, 4096 * 2, 4096 * 6));
    const before = readFileSync(path);

    expect(() => restoreBackup(backup, path)).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('replaces a damaged database, and its old log is not replayed into the new one', async ({
    database: { engine, path, folder },
  }) => {
    const backup = join(folder, 'backup.db');
    backupDatabase(path, backup);
    await engine.close();
    const late = openNodeSqliteEngine({ url: `file:${path}` });
    await late.transaction(async (tx) => tx.run('UPDATE t SET v = 0 WHERE id = 1'));
    const log = readFileSync(`${path}-wal`);
    await late.close();
    writeFileSync(path, 'this is not a database any more '.repeat(300));
    writeFileSync(`${path}-wal`, log);

    const { previousPath } = restoreBackup(backup, path);

    expect(await rowsOf(path)).toBe(1000);
    expect(readFileSync(previousPath ?? '', 'utf8')).toContain('not a database any more');
    expect(readFileSync(`${previousPath}-wal`).equals(log)).toBe(true);
  });
});
