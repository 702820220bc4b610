import { expect, test } from 'vitest';
import { aRow, databaseAt, insertRows } from '../test/predecessor-row.ts';
import { countEventsBefore } from './count-events-before.ts';
import { migrateDatabase } from './migrations/migrate-database.ts';
import { Migrator } from './migrations/migrator.ts';
import { pruneEvents } from './prune-events.ts';

const beforeMs = Date.UTC(2026, 1, 10, 12);
const rows = [
  { invoked_at: '2026-02-10T11:59:59.999' },
  { invoked_at: '2026-02-10 12:00:00' },
  { invoked_at: '2026-02-10T13:00:00+02:00' },
  { invoked_at: 'never', created_at: '2026-02-09 00:00:00' },
  { invoked_at: 'never', created_at: 'long ago' },
];

// V5 dates a row without any time by when it is inserted, a migration by the earliest time there is.
test.each([
  ['V1', 4],
  ['V4', 4],
  ['V5', 3],
])('counts at %s what pruning deletes after the upgrade, and changes nothing', async (version, count) => {
  const engine = await databaseAt(version);
  await insertRows(engine, rows.map(aRow));

  const counted = await countEventsBefore(engine, beforeMs);

  expect((await new Migrator({ engine, now: Date.now }).status()).currentVersion).toMatch(version);
  await migrateDatabase(engine);
  expect(counted).toBe(count);
  expect(await pruneEvents(engine, beforeMs)).toBe(count);
  expect(await countEventsBefore(engine, beforeMs)).toBe(0);
  expect(await countEventsBefore(engine, Date.UTC(2100, 0))).toBe(rows.length - count);
  await engine.close();
});
