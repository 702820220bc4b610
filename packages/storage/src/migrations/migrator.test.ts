import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@skills/testing';
import { expect, test as base } from 'vitest';
import { aRow, databaseAt, insertRows, run } from '../../test/predecessor-row.ts';
import { schemaText, tableContents } from '../../test/table-contents.ts';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { applicationId } from '../application-id.ts';
import { migrateDatabase } from './migrate-database.ts';
import type { Migration } from './migration.ts';
import { migrations } from './migrations.ts';
import { Migrator } from './migrator.ts';

const test = base.extend<{ path: string; engine: SqlEngine }>({
  path: async ({}, use) => {
    const folder = await temporaryFolder();
    await use(join(folder.path, 'skills.db'));
    await folder.remove();
  },
  engine: async ({}, use) => {
    const engine = openNodeSqliteEngine({ url: ':memory:' });
    await use(engine);
    await engine.close();
  },
});

const now = (): number => Date.UTC(2026, 1, 10, 12, 34, 56);
const all = migrations.map(({ version }) => version);

function migratorOf(engine: SqlEngine, options: { readonly migrations?: readonly Migration[] } = {}): Migrator {
  return new Migrator({ engine, now, ...options });
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** Our migrations with one of them changed. */
function edited(number: number, edit: (migration: Migration) => Partial<Migration>): readonly Migration[] {
  return migrations.map((migration) =>
    migration.number === number ? Object.assign({}, migration, edit(migration)) : migration,
  );
}

/** A step that fails after it has changed things. */
function failing(number: number): readonly Migration[] {
  return edited(number, ({ up }) => ({ up: [...up, 'SELECT no_such_function()'] }));
}

test('an empty database is brought to the latest version, and another run does nothing', async ({ engine }) => {
  const migrator = migratorOf(engine);

  expect(await migrator.migrate()).toEqual({ versions: all, wasMended: false, discardedRows: {} });
  expect(await migrator.migrate()).toEqual({ versions: [], wasMended: false, discardedRows: {} });
  expect(await migrator.validate()).toEqual([]);
  expect(await engine.all('SELECT count(*) FROM skill_invocation')).toEqual([[0]]);
});

test('status names what is applied and what is pending, in the order of the numbers', async ({ engine }) => {
  const migrator = migratorOf(engine);
  await migrator.migrate({ to: 'V3' });
  // All in one second, and the first one last: time says nothing about order.
  await run(engine, `UPDATE skill_migrations SET applied_at = '2030-01-01 00:00:00' WHERE version LIKE 'V1%'`);

  const status = await migrator.status();

  expect(status.currentVersion).toBe('V3__add_workflow_correlation');
  expect(status.appliedMigrations.map(({ version }) => version)).toEqual(all.slice(0, 3));
  expect(status.pendingMigrations.map(({ version }) => version)).toEqual(all.slice(3));
  expect(status.appliedMigrations[1]).toEqual({
    version: 'V2__add_semantic_search',
    appliedAt: '2026-02-10 12:34:56',
    description: 'Add vector embedding support for semantic search',
    checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    isAdopted: false,
  });
});

test('a rollback undoes the highest number first, one step unless told otherwise', async ({ engine }) => {
  const migrator = migratorOf(engine);
  await migrator.migrate();

  expect((await migrator.rollback()).versions).toEqual([all.at(-1)]);
  expect((await migrator.rollback({ to: 'V4' })).versions).toEqual(all.slice(4, -1).toReversed());
  expect((await migrator.rollback({ steps: 2 })).versions).toEqual([all[3], all[2]]);
  expect((await migrator.rollback({ to: 'V1__initial_schema' })).versions).toEqual([all[1]]);
  expect((await migrator.rollback({ to: 'V0' })).versions).toEqual([all[0]]);
  expect(await engine.all(`SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'`)).toEqual([]);
});

test.each(all.map((_, index) => index + 1))(
  'down of V%i leaves exactly the schema of the version before',
  async (number) => {
    const before = await databaseAt(`V${number - 1}`);
    const after = await databaseAt(`V${number}`);

    await migratorOf(after).rollback();

    expect(await schemaText(after)).toEqual(await schemaText(before));
  },
);

test('a rollback says which rows it gives up, and a dry run only says so', async () => {
  const engine = await databaseAt('V4');
  await insertRows(engine, [aRow(), aRow({ skill_name: 'other' })]);
  const before = await tableContents(engine);

  const report = await migratorOf(engine).rollback({ to: 'V3', dryRun: true });

  expect(report).toEqual({ versions: [all[3]], wasMended: false, discardedRows: { skill_metrics_cache: 2 } });
  expect(await tableContents(engine)).toEqual(before);
});

test('a dry run proves that every step works and changes nothing', async ({ engine }) => {
  expect((await migratorOf(engine).migrate({ dryRun: true })).versions).toEqual(all);
  expect(await engine.all('SELECT name FROM sqlite_schema')).toEqual([]);
  await expect(migratorOf(engine, { migrations: failing(4) }).migrate({ dryRun: true })).rejects.toThrow(
    'no_such_function',
  );
});

test('the text of each migration is remembered by its checksum, and an edited one is refused', async () => {
  const engine = await databaseAt('V3');
  await insertRows(engine, [aRow()]);
  const before = await tableContents(engine);
  const migrator = migratorOf(engine, { migrations: edited(2, ({ up }) => ({ up: [...up, '-- one more line'] })) });

  await expect(migrator.migrate()).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringContaining('V2__add_semantic_search was applied with another text'),
  });
  expect(await migrator.validate()).toHaveLength(1);
  expect(await tableContents(engine)).toEqual(before);
  expect(await engine.all('SELECT count(*) FROM skill_migrations WHERE length(checksum) = 64')).toEqual([[3]]);
});

test('of several steps that fail at the last one none is left', async () => {
  const engine = await databaseAt('V2');
  await insertRows(engine, [aRow()]);
  const before = [await schemaText(engine), await tableContents(engine)];

  const migrating = migratorOf(engine, { migrations: failing(all.length) }).migrate();

  await expect(migrating).rejects.toThrow('nothing was changed');
  expect([await schemaText(engine), await tableContents(engine)]).toEqual(before);
});

test.each(all.map((_, index) => index + 1))('a failing step V%i leaves everything as it was', async (number) => {
  const engine = await databaseAt(`V${number - 1}`);
  await (number > 1 ? insertRows(engine, [aRow(), aRow({ error_type: 'a.b' })]) : Promise.resolve());
  const before = [await schemaText(engine), await tableContents(engine)];

  const migrating = migratorOf(engine, { migrations: failing(number) }).migrate();

  await expect(migrating).rejects.toMatchObject({ code: 'migration-failed' });
  expect([await schemaText(engine), await tableContents(engine)]).toEqual(before);
  expect((await migratorOf(engine).migrate()).versions).toEqual(all.slice(number - 1));
});

test('a step that leaves a row without its parent is refused, naming the row', async () => {
  const engine = await databaseAt('V4');
  await insertRows(engine, [aRow()]);
  const orphan = `PRAGMA defer_foreign_keys = ON; INSERT INTO skill_modalities (skill_name, modality_type) VALUES ('ghost', 'code');`;
  const breaking = edited(5, () => ({ up: [orphan] }));

  await expect(migratorOf(engine, { migrations: breaking }).migrate()).rejects.toThrow(
    'row 1 of skill_modalities refers to a row of skill_metrics that is not there',
  );
  expect(await engine.all('SELECT count(*) FROM skill_modalities')).toEqual([[0]]);
});

test.each([
  ['a version number beyond ours', `PRAGMA user_version = ${all.length + 1}`],
  [
    'a migration that we do not know',
    `INSERT INTO skill_migrations (version, applied_at) VALUES ('V${all.length + 1}__later', '2027-01-01')`,
  ],
  [
    'a fifth version of somebody else',
    `INSERT INTO skill_migrations (version, applied_at) VALUES ('V5__ulid_migration', '2027-01-01')`,
  ],
])('a database with %s is refused byte for byte untouched', async (_, statement) => {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'skills.db');
  const engine = openNodeSqliteEngine({ url: path });
  await migrateDatabase(engine);
  await insertRows(engine, [aRow()]);
  await engine.transaction(async (transaction) => transaction.script(statement));
  await engine.close();
  const before = hashOf(path);

  const again = openNodeSqliteEngine({ url: path });
  const migrator = migratorOf(again);
  await expect(migrator.migrate()).rejects.toMatchObject({ code: 'schema-newer' });
  await expect(migrator.rollback()).rejects.toMatchObject({ code: 'schema-newer' });
  await expect(migrator.status()).rejects.toMatchObject({ code: 'schema-newer' });
  await again.close();

  expect(hashOf(path)).toBe(before);
  await folder.remove();
});

test('a newer database with a rollback journal keeps it, and every byte', async ({ path }) => {
  const engine = openNodeSqliteEngine({ url: path });
  await migrateDatabase(engine);
  await engine.close();
  const newer = new DatabaseSync(path);
  newer.exec(`PRAGMA journal_mode = delete; PRAGMA user_version = ${all.length + 1}`);
  newer.close();
  const before = hashOf(path);

  const again = openNodeSqliteEngine({ url: path });
  await expect(migratorOf(again).migrate()).rejects.toMatchObject({ code: 'schema-newer' });
  await again.close();

  expect(hashOf(path)).toBe(before);
});

test.each([
  ['tables of another program', 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)'],
  ['the table of crackerjack', 'CREATE TABLE skill_invocations (id INTEGER PRIMARY KEY, skill_name TEXT)'],
  ['the id of another program', 'PRAGMA application_id = 7; CREATE TABLE skill_migrations (version TEXT)'],
  [
    'a log that the predecessor dropped',
    `CREATE TABLE skill_migrations (version TEXT, applied_at TEXT, description TEXT, checksum TEXT); CREATE TABLE skill_time_series (id)`,
  ],
])('a file with %s is refused byte for byte untouched', async (_, script) => {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'foreign.db');
  const foreign = new DatabaseSync(path);
  foreign.exec(script);
  foreign.close();
  const before = hashOf(path);

  const engine = openNodeSqliteEngine({ url: path });
  await expect(migratorOf(engine).migrate()).rejects.toMatchObject({ code: 'schema-unknown' });
  await engine.close();

  expect(hashOf(path)).toBe(before);
  await folder.remove();
});

test('a database whose records claim more than its tables have is refused', async () => {
  const engine = await databaseAt('V2');
  await run(
    engine,
    `INSERT INTO skill_migrations (version, applied_at) VALUES ('V3__add_workflow_correlation', '2026-01-01')`,
  );

  await expect(migratorOf(engine).migrate()).rejects.toMatchObject({
    code: 'schema-unknown',
    message: expect.stringContaining('its tables are those of V2__add_semantic_search'),
  });
});

test('the header of the file says that it is ours from V5 on, and no longer after a rollback', async ({ path }) => {
  const header = (): unknown => {
    const database = new DatabaseSync(path, { readOnly: true });
    const values = ['application_id', 'user_version'].map((name) => database.prepare(`PRAGMA ${name}`).get()?.[name]);
    database.close();
    return values;
  };
  const engine = openNodeSqliteEngine({ url: path });
  await migrateDatabase(engine);
  const marked = header();
  await migratorOf(engine).rollback({ to: 'V5' });
  const markedAtV5 = header();
  await migratorOf(engine).rollback();

  expect(marked).toEqual([applicationId, all.length]);
  expect(markedAtV5).toEqual([applicationId, 5]);
  expect(header()).toEqual([0, 0]);
  await engine.close();
});

test('a copy is made before a database that holds something is changed, and only then', async ({ path }) => {
  const engine = openNodeSqliteEngine({ url: path });
  const versionsAtBackup: unknown[] = [];
  const backup = async (): Promise<void> => {
    const other = openNodeSqliteEngine({ url: path, readOnly: true });
    versionsAtBackup.push((await migratorOf(other).status()).currentVersion);
    await other.close();
  };
  const migrator = new Migrator({ engine, now, backup });

  await migrator.migrate({ to: 'V3' });
  await migrator.migrate();
  await migrator.migrate();
  await migrator.rollback();

  expect(versionsAtBackup).toEqual([all[2], all.at(-1)]);
  await engine.close();
});

test('nothing is changed when the copy cannot be made', async () => {
  const engine = await databaseAt('V3');

  await expect(
    new Migrator({ engine, now, backup: async () => Promise.reject(new Error('the disk is full')) }).migrate(),
  ).rejects.toThrow('the disk is full');
  expect((await migratorOf(engine).status()).currentVersion).toBe(all[2]);
});

test('a version that does not exist is the caller’s mistake', async ({ engine }) => {
  for (const to of [`V${all.length + 1}`, '5', 'V5__other', 'latest']) {
    // oxlint-disable-next-line no-await-in-loop -- each on its own
    await expect(migratorOf(engine).migrate({ to })).rejects.toMatchObject({ code: 'invalid-usage' });
  }
  await expect(migratorOf(engine).rollback({ steps: 0 })).rejects.toThrow(RangeError);
});
