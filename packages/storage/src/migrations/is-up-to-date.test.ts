import { expect, test } from 'vitest';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import { latestSchemaNumber } from '../application-id.ts';
import { isUpToDate } from './is-up-to-date.ts';
import { migrateDatabase } from './migrate-database.ts';
import { migrations } from './migrations.ts';
import { Migrator } from './migrator.ts';

test('only a database of the latest version with nothing to settle is up to date', async () => {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  expect(await isUpToDate(engine)).toBe(false);

  await new Migrator({ engine, now: () => 0 }).migrate({ to: 'V4' });
  expect(await isUpToDate(engine)).toBe(false);

  await migrateDatabase(engine, { now: () => 0 });
  expect(await isUpToDate(engine)).toBe(true);

  await engine.transaction((transaction) =>
    transaction.run(`INSERT INTO skill_invocation (skill_name, invoked_at, session_id, completed)
      VALUES ('review', '2026-02-10 12:00:00', 's', 1)`),
  );
  expect(await isUpToDate(engine)).toBe(false);
  await engine.close();
});

test('the latest version is that of the last migration', () => {
  expect(migrations.at(-1)?.number).toBe(latestSchemaNumber);
});
