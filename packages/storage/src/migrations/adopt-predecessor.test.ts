import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@skills/testing';
import { describe, expect, test as base } from 'vitest';
import { aRow, insertRows, run } from '../../test/predecessor-row.ts';
import { rowsOf, tableContents } from '../../test/table-contents.ts';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { rebuildRollups } from '../rollup/rebuild-rollups.ts';
import { Migrator } from './migrator.ts';

type Adopted = { readonly engine: SqlEngine; readonly migrator: Migrator };

const test = base.extend<{ adopt: (path: string) => Adopted }>({
  adopt: async ({}, use) => {
    const folder = await temporaryFolder();
    const engines: SqlEngine[] = [];
    await use((source) => {
      const path = join(folder.path, `${engines.length}.db`);
      copyFileSync(source, path);
      const engine = openNodeSqliteEngine({ url: path });
      engines.push(engine);
      return { engine, migrator: new Migrator({ engine, now: Date.now }) };
    });
    await Promise.all(engines.map(async (engine) => engine.close()));
    await folder.remove();
  },
});

const fixtures = fileURLToPath(new URL('../../test/fixtures/session-buddy/', import.meta.url));
const shared = fileURLToPath(new URL('../../../../../shared/data/session-buddy/', import.meta.url));

const small = [
  { name: 'V3', path: join(fixtures, 'v3.db'), version: 'V3', rows: 200 },
  { name: 'V4', path: join(fixtures, 'v4.db'), version: 'V4', rows: 200 },
  { name: 'V4 whose record lacks V1', path: join(fixtures, 'v4-incomplete-record.db'), version: 'V4', rows: 60 },
];
const whole = [
  { name: 'V3', path: join(shared, 'original/v3.db'), version: 'V3', rows: 2000 },
  { name: 'V4', path: join(shared, 'original/v4.db'), version: 'V4', rows: 1500 },
  {
    name: 'V4 filled by a generator',
    path: join(shared, 'derived/v4-schema/.session-buddy/skills.db'),
    version: 'V4',
    rows: 60,
  },
];

/** Tables that a rollback may leave different: the record of V1 where it was missing, and days that nothing ever filled. */
const ours = new Set(['skill_migrations', 'mv_daily_skills']);

function withoutOurs(
  contents: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(contents).filter(([table]) => !ours.has(table)));
}

/** What V5 counts, without the time at which it counted. */
async function contentsOfV5(engine: SqlEngine): Promise<Readonly<Record<string, readonly string[]>>> {
  const { skill_metrics: metrics = [], ...contents } = withoutOurs(await tableContents(engine));
  return { ...contents, skill_metrics: metrics.map((row) => row.slice(0, row.lastIndexOf(' | '))) };
}

async function rollups(engine: SqlEngine): Promise<unknown> {
  const contents = await tableContents(engine);
  return Object.entries(contents).filter(([table]) => /^skill_(rollup|session)_|^usage_rollup/.test(table));
}

function holds(databases: typeof small): void {
  test.for(databases)(
    'a $name database goes up, back and up again with every old row intact',
    async ({ path, version, rows }, { adopt }) => {
      const { engine, migrator } = adopt(path);
      const before = await tableContents(engine);

      const first = await migrator.migrate();
      const upgraded = await contentsOfV5(engine);
      const listed = await rowsOf(engine, 'skill_invocation');
      await migrator.rollback({ to: version });
      const back = await tableContents(engine);
      await migrator.migrate();

      expect(first.wasMended).toBe(true);
      expect(listed).toEqual(before['skill_invocation']);
      expect(listed).toHaveLength(rows);
      expect(withoutOurs(back)).toEqual(withoutOurs(before));
      expect(back['skill_migrations']).toEqual(expect.arrayContaining([...(before['skill_migrations'] ?? ['none'])]));
      expect(await contentsOfV5(engine)).toEqual(upgraded);
      expect(await migrator.validate()).toEqual([]);
    },
  );

  test.for(databases)(
    'the rollups of an adopted $name database are those of its log',
    async ({ path, rows }, { adopt }) => {
      const { engine, migrator } = adopt(path);
      await migrator.migrate();
      const kept = await rollups(engine);

      await engine.transaction(rebuildRollups);

      expect(await rollups(engine)).toEqual(kept);
      expect(await engine.all('SELECT sum(invocations) FROM skill_rollup_day WHERE project_id = 0')).toEqual([[rows]]);
      expect(await engine.all('SELECT count(*), count(DISTINCT identity) FROM event_identity')).toEqual([[rows, rows]]);
    },
  );

  test.for(databases)(
    'search and views of an adopted $name database tell the truth, before and after a rollback',
    async ({ path, version, rows }, { adopt }) => {
      const { engine, migrator } = adopt(path);
      await migrator.migrate();
      const truth = async (): Promise<unknown> => [
        await engine.all('SELECT sum(total_invocations) FROM v_top_skills'),
        await engine.all(`SELECT count(*) FROM v_top_skills WHERE preferred_workflow IN ('quick', 'comprehensive')`),
        await engine.all('SELECT sum(julianday(last_invoked) < julianday(first_invoked)) FROM v_skill_effectiveness'),
        await engine.all('SELECT count(*) FROM skill_invocation_fts WHERE skill_invocation_fts MATCH ?', ['pruebas']),
        await engine.all('SELECT sum(invocations) FROM mv_daily_skills'),
      ];
      const upgraded = await truth();
      const [skills] = await engine.all('SELECT count(*) FROM v_top_skills');
      const [queries] = await engine.all(`SELECT count(*) FROM skill_invocation WHERE user_query LIKE '%pruebas%'`);

      await migrator.rollback({ to: version });

      expect(upgraded).toEqual([[[rows]], [skills], [[0]], [queries], [[rows]]]);
      expect(await truth()).toEqual(upgraded);
    },
  );

  test.for(databases)(
    'a rolled back $name database takes what the old triggers refused',
    async ({ path, version }, { adopt }) => {
      const { engine, migrator } = adopt(path);
      await migrator.migrate();
      await migrator.rollback({ to: version });

      await insertRows(engine, [
        aRow({ error_type: '' }),
        aRow({ error_type: 'idx[abc]', follow_up_actions: '["a","b.c"]' }),
      ]);

      const [row] = await engine.all(
        `SELECT json_extract(common_errors, '$.""'), json_extract(common_errors, '$."idx[abc]"'), json_extract(follow_up_actions, '$."b.c"')
       FROM skill_metrics WHERE skill_name = 'pytest-run'`,
      );
      expect(row).toEqual([1, 1, 1]);
    },
  );
}

describe('fixtures', () => {
  holds(small);
});

describe.skipIf(!existsSync(shared))('the whole databases beside the checkout', () => {
  holds(whole);
});

test('status calls what the predecessor recorded adopted, and mends it on the first move', async ({ adopt }) => {
  const { engine, migrator } = adopt(join(fixtures, 'v4-incomplete-record.db'));
  const problems = await migrator.validate();

  const report = await migrator.migrate({ to: 'V4' });

  expect(problems).toHaveLength(2);
  expect(report).toEqual({ versions: [], wasMended: true, discardedRows: {} });
  expect((await migrator.status()).appliedMigrations.map(({ version, isAdopted }) => [version, isAdopted])).toEqual([
    ['V1__initial_schema', true],
    ['V2__add_semantic_search', true],
    ['V3__add_workflow_correlation', true],
    ['V4__phase4_extensions', true],
  ]);
  expect(await engine.all(`SELECT name FROM sqlite_schema WHERE name = 'idx_invocation_embedding'`)).toEqual([]);
  expect((await migrator.migrate({ to: 'V4' })).wasMended).toBe(false);
});

test('rows that the predecessor seeded without their skills, and hours it filled twice, do not stop the upgrade', async ({
  adopt,
}) => {
  const { engine, migrator } = adopt(join(fixtures, 'v4.db'));
  await engine.transaction(async (transaction) =>
    transaction.script(`PRAGMA defer_foreign_keys = ON;
      INSERT INTO skill_metrics (skill_name) VALUES ('sphinx-build');
      INSERT INTO skill_modalities (skill_name, modality_type) VALUES ('sphinx-build', 'documentation');
      INSERT INTO skill_time_series (skill_name, timestamp, invocation_count) VALUES
        ('sphinx-build', '2026-02-10T12:00:00', 1), ('sphinx-build', '2026-02-10T12:00:00', 2);`),
  );

  await migrator.migrate();

  expect(await engine.all('SELECT invocation_count FROM skill_time_series')).toEqual([[2]]);
  expect(await engine.all('SELECT invocation_count FROM skill_time_series_doubled')).toEqual([[1]]);
  expect(await engine.all(`SELECT count(*) FROM v_multimodal_skill_catalog WHERE skill_name = 'sphinx-build'`)).toEqual(
    [[1]],
  );
});

test('days that somebody filled by hand are kept under another name', async ({ adopt }) => {
  const { engine, migrator } = adopt(join(fixtures, 'v3.db'));
  await run(engine, `INSERT INTO mv_daily_skills VALUES ('2020-01-01', 'old', 1, 1, 0, 2.5)`);

  await migrator.migrate();

  expect(await engine.all('SELECT * FROM mv_daily_skills_adopted')).toEqual([['2020-01-01', 'old', 1, 1, 0, 2.5]]);
});
