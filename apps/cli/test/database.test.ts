import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseCheckResultSchema, databaseStatusResultSchema, migrationResultSchema } from '@skills/schema';
import { Migrator, openNodeSqliteEngine } from '@skills/storage';
import { expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

/** Every version of the schema, in order. */
async function versionNames(): Promise<readonly string[]> {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  const { pendingMigrations } = await new Migrator({ engine, now: Date.now }).status();
  await engine.close();
  return pendingMigrations.map(({ version }) => version);
}

const test = base.extend('home', temporaryHome).extend('versions', async () => versionNames());

const event = { source: 'ci', kind: 'skill', skillName: 'review', completed: true, sessionId: 's1' };
const input = [1, 2, 3]
  .map((day) => JSON.stringify({ ...event, invokedAt: `2026-02-0${day}T11:00:00.000Z` }))
  .join('\n');

test('status tells version, migrations and size of a private file', async ({ home, versions }) => {
  await runSkills(['record', '-'], { home, input });

  const status = databaseStatusResultSchema.parse(await jsonOf(['db', 'status'], { home }));

  expect(status).toMatchObject({ schemaVersion: versions.at(-1), events: 3, pending: [] });
  expect(status.applied.map(({ version }) => version)).toEqual(versions);
  expect(status.applied.every(({ checksum }) => /^[0-9a-f]{64}$/.test(checksum ?? ''))).toBe(true);
  const file = join(home, '.local/share/skills/skills.db');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, '.local/share/skills')).mode & 0o777).toBe(0o700);
});

test('a rollback and a migration lose nothing, and each leaves a copy', async ({ home, versions }) => {
  await runSkills(['record', '-'], { home, input });
  const before = (await runSkills(['export', 'ndjson'], { home })).out;

  const down = migrationResultSchema.parse(await jsonOf(['db', 'rollback', '--to', 'V3'], { home }));
  const old = databaseStatusResultSchema.parse(await jsonOf(['db', 'status'], { home }));
  const up = migrationResultSchema.parse(await jsonOf(['db', 'migrate'], { home }));

  expect(down.rolledBack).toEqual(versions.slice(3).toReversed());
  expect(old).toMatchObject({ schemaVersion: versions[2], events: 3, pending: versions.slice(3) });
  expect(up.applied).toEqual(versions.slice(3));
  expect([down.backup, up.backup].every((copy) => copy !== null && existsSync(copy))).toBe(true);
  expect((await runSkills(['export', 'ndjson'], { home })).out).toBe(before);
});

test('a report on an older database upgrades it and says so', async ({ home, versions }) => {
  await runSkills(['record', '-'], { home, input });
  await jsonOf(['db', 'rollback', '--to', 'V4'], { home });

  const run = await runSkills(['top', '--since', 'all'], { home });

  expect(run.code).toBe(0);
  expect(run.error).toMatch(new RegExp(`^the database is brought to ${versions.at(-1)}; as it was before: .+\\n$`));
  expect(run.out).toContain('review');
});

test('a backup restores what was there, and what it replaces is kept', async ({ home }) => {
  await runSkills(['record', '-'], { home, input });
  await jsonOf(['db', 'backup', 'copy.db'], { home });
  await runSkills(['record', 'later'], { home });

  const restored = await jsonOf(['db', 'restore', 'copy.db'], { home });

  expect(restored).toEqual({ previous: expect.stringContaining('skills.db.before-restore-') });
  expect(await jsonOf(['db', 'status'], { home })).toMatchObject({ events: 3 });
  expect((await runSkills(['db', 'backup', 'copy.db'], { home })).code).toBe(2);
});

test('pruning deletes what is older, a dry run only counts', async ({ home }) => {
  await runSkills(['record', '-'], { home, input });
  const before = ['db', 'prune', '--before', '2026-02-03'];

  expect(await jsonOf([...before, '--dry-run'], { home })).toMatchObject({ deleted: 2, totals: null });
  expect(await jsonOf(before, { home })).toMatchObject({ deleted: 2, totals: null });
  expect(await jsonOf(['db', 'rebuild'], { home })).toEqual({ events: 1 });
});

test('a dry run of pruning counts in a database of any version without changing it, and makes none', async ({
  home,
}) => {
  const words = ['db', 'prune', '--before', '2026-02-03', '--dry-run'];
  const none = await runSkills(words, { home });
  const isMade = existsSync(join(home, '.local'));
  await runSkills(['record', '-'], { home, input });
  await jsonOf(['db', 'rollback', '--to', 'V4'], { home });
  const folder = join(home, '.local/share/skills');
  const file = readFileSync(join(folder, 'skills.db'));
  const names = readdirSync(folder);

  expect(await jsonOf(words, { home })).toMatchObject({ deleted: 2, totals: null });

  expect(none).toMatchObject({ code: 2, out: '', error: expect.stringContaining('no database at ') });
  expect(isMade).toBe(false);
  expect(readFileSync(join(folder, 'skills.db')).equals(file)).toBe(true);
  // What SQLite shares between readers stays; it is empty.
  expect(readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(names);
});

test('a check finds damage, and doctor fails on it', async ({ home }) => {
  await jsonOf(['demo', '--db', 'file:world.db'], { home });
  expect(databaseCheckResultSchema.parse(await jsonOf(['db', 'check', '--db', 'file:world.db'], { home })).ok).toBe(
    true,
  );
  const bytes = readFileSync(join(home, 'world.db'));
  bytes.fill(0xa5, 40_000, 120_000);
  writeFileSync(join(home, 'world.db'), bytes);

  const check = await runSkills(['db', 'check', '--db', 'file:world.db', '--json'], { home });
  const doctor = await runSkills(['doctor', '--db', 'file:world.db', '--json'], { home });

  expect(check.code).toBe(1);
  expect(doctor.code).toBe(1);
});

test('status of no database makes none', async ({ home }) => {
  expect(await jsonOf(['db', 'status'], { home })).toMatchObject({ schemaVersion: null, events: 0 });
  expect(existsSync(join(home, '.local'))).toBe(false);
});
