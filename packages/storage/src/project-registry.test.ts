import { expect, test as base } from 'vitest';
import { openNodeSqliteEngine } from './engine/node-sqlite-engine.ts';
import { migrateDatabase } from './migrations/migrate-database.ts';
import { ProjectRegistry } from './project-registry.ts';
import { ProjectRepository } from './read/project-repository.ts';

const test = base.extend('engine', async ({}, { onCleanup }) => {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  onCleanup(() => engine.close());
  await migrateDatabase(engine);
  await engine.transaction((transaction) =>
    transaction.runMany('INSERT INTO project (external_id, name) VALUES (?, ?)', [
      ['shop-1a2b3c', 'shop'],
      ['api-4d5e6f', 'api'],
    ]),
  );
  return engine;
});

test('a registered project keeps the date of its first registration', async ({ engine }) => {
  const registry = new ProjectRegistry({ engine });
  await registry.register(['shop-1a2b3c'], 1000);
  await registry.register(['shop-1a2b3c'], 2000);

  expect(await new ProjectRepository({ engine }).projects()).toMatchObject([
    { name: 'api', registered: false, registeredAtMs: null },
    { name: 'shop', registered: true, registeredAtMs: 1000 },
  ]);
});

test('a project that was never seen is named, and none of the others is registered', async ({ engine }) => {
  const registration = new ProjectRegistry({ engine }).register(['shop-1a2b3c', 'nowhere'], 1000);

  await expect(registration).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('nowhere') });
  expect(await new ProjectRepository({ engine }).projects()).toMatchObject([
    { registered: false },
    { registered: false },
  ]);
});
