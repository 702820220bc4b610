import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import { aBatch, aCall, openTestLog } from '../test/open-test-log.ts';
import { openNodeSqliteEngine } from './engine/node-sqlite-engine.ts';
import { migrateDatabase } from './migrations/migrate-database.ts';
import { ProjectRegistry } from './project-registry.ts';
import { RegisteredProjectRepository } from './projects/registered-project-repository.ts';
import { ProjectRepository } from './read/project-repository.ts';

const test = base
  .extend('engine', async ({}, { onCleanup }) => {
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
  })
  .extend('folder', ({}, { onCleanup }) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'skills-registry-')));
    onCleanup(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  });

const idsOfPath = (path: string): readonly [string, string] => [`keyed of ${path}`, `plain of ${path}`];

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

describe('a folder', () => {
  test('is one project however its path is written', async ({ engine, folder }) => {
    const registry = new ProjectRegistry({ engine });
    mkdirSync(join(folder, 'Shop', 'src'), { recursive: true });
    symlinkSync(join(folder, 'Shop'), join(folder, 'link'));

    const spellings = [
      'Shop',
      'Shop/',
      './Shop//src/..',
      'link',
      join(folder, 'Shop'),
      join(folder, 'link', 'src', '..'),
    ];
    const added: string[] = [];
    for (const path of spellings) {
      // oxlint-disable-next-line no-await-in-loop -- one registration after the other
      added.push((await registry.add({ path, workingFolder: folder, idsOfPath }, 1000)).projectId);
    }

    expect(new Set(added)).toEqual(new Set([`keyed of ${join(folder, 'Shop')}`]));
    expect(await new RegisteredProjectRepository({ engine }).registered()).toMatchObject([
      { projectName: 'Shop', projectPath: join(folder, 'Shop') },
    ]);
  });

  test('that is not there, is a file or has no path is refused by name', async ({ engine, folder }) => {
    const registry = new ProjectRegistry({ engine });
    const add = async (path: string): Promise<unknown> =>
      registry.add({ path, workingFolder: folder, idsOfPath }, 1000);

    await expect(add('nowhere')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('nowhere'),
    });
    await expect(add(' ')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(add(new URL(import.meta.url).pathname)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('keeps history, name, type and first date when it is removed and comes back', async ({ engine, folder }) => {
    const registry = new ProjectRegistry({ engine });
    const project = { path: folder, workingFolder: '/', idsOfPath };
    const { projectId } = await registry.add({ ...project, name: 'Big Shop', projectType: 'service' }, 1000);
    await registry.synced(projectId, 1500);
    await registry.deactivate(projectId);
    const removed = await new RegisteredProjectRepository({ engine }).registered();
    await registry.add({ ...project, metadata: { team: 'web' } }, 2000);

    const kept = { projectName: 'Big Shop', projectType: 'service', registeredAtMs: 1000, lastSyncAtMs: 1500 };
    expect(removed).toMatchObject([{ ...kept, isActive: false }]);
    expect(await new RegisteredProjectRepository({ engine }).registered()).toMatchObject([{ ...kept, isActive: true }]);
    expect(await engine.all('SELECT project_name, metadata, registered_at, is_active FROM projects')).toEqual([
      ['Big Shop', '{"team":"web"}', '1970-01-01T00:00:01.000Z', 1],
    ]);
  });

  test('finds what collectors wrote of it before, by path or by either id', async ({ engine, folder }) => {
    for (const name of ['a', 'b', 'c']) mkdirSync(join(folder, name));
    symlinkSync(join(folder, 'a'), join(folder, 'link'));
    await engine.transaction((transaction) =>
      transaction.runMany('INSERT INTO project (external_id, name, path) VALUES (?, ?, ?)', [
        ['a-old', 'a', join(folder, 'link')],
        [`plain of ${join(folder, 'b')}`, 'b', null],
        ['other', 'c', join(folder, 'elsewhere')],
      ]),
    );
    const registry = new ProjectRegistry({ engine });
    const add = async (name: string): Promise<string> =>
      (await registry.add({ path: join(folder, name), workingFolder: '/', idsOfPath }, 1000)).projectId;

    expect(await add('a')).toBe('a-old');
    expect(await add('b')).toBe(`plain of ${join(folder, 'b')}`);
    expect(await add('c')).toBe(`keyed of ${join(folder, 'c')}`);
  });
});

test('leaving out what is not registered is refused', async ({ engine }) => {
  const registry = new ProjectRegistry({ engine });

  await expect(registry.deactivate('shop-1a2b3c')).rejects.toMatchObject({ code: 'not-found' });
});

test("the mission's tables can be read by SQL and not written", async () => {
  const { engine, ingest } = await openTestLog();
  await ingest.ingest(
    aBatch({
      invocations: [
        aCall({
          projectId: 'shop-1a2b3c',
          durationSeconds: 1.5,
          followUpActions: ['retry', 'commit'],
          completed: false,
        }),
        aCall({ sessionId: 's2', metadata: { followUpCount: 4, agent: 'a' } }),
        aCall({ sessionId: 's3', completed: null }),
      ],
    }),
  );

  expect(
    await engine.all(
      `SELECT project_id, skill_name, invoked_at, completed_at, duration_ms, success, followup_actions, session_id, metadata
       FROM skill_usage ORDER BY session_id`,
    ),
  ).toEqual([
    ['shop-1a2b3c', 'review', '2026-02-10T12:00:00.000Z', '2026-02-10T12:00:01.500Z', 1500, 0, 2, 's1', '{}'],
    [null, 'review', '2026-02-10T12:00:00.000Z', null, null, 1, 4, 's2', '{"followUpCount":4,"agent":"a"}'],
    [null, 'review', '2026-02-10T12:00:00.000Z', null, null, null, null, 's3', '{}'],
  ]);
  for (const table of ['projects', 'skill_usage', 'skill_aggregates']) {
    // oxlint-disable-next-line no-await-in-loop -- three attempts
    await expect(engine.transaction((transaction) => transaction.run(`DELETE FROM ${table}`))).rejects.toThrow(
      `cannot modify ${table} because it is a view`,
    );
  }
});
