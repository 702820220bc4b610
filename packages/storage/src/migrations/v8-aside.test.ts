import { describe, expect, test } from 'vitest';
import { openTestLog } from '../../test/open-test-log.ts';
import { callsBatch, firstMs } from '../../test/retention-calls.ts';
import { tableContents } from '../../test/table-contents.ts';
import { eraseSubject } from '../erasure/erase-subject.ts';
import { findProject } from '../erasure/erasure-subject.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import type { EventIngest } from '../ingest/event-ingest.ts';
import { refreshAggregates } from '../projects/aggregate-refresh.ts';
import { pruneTiers } from '../retention/prune-tiers.ts';
import { writeRetentionAges } from '../retention/retention-tiers.ts';
import { rebuildRollups } from '../rollup/rebuild-rollups.ts';
import { Migrator } from './migrator.ts';
import { keptV8Tables } from './v8-aside.ts';

const dayMs = 86_400_000;
const numbers = Array.from({ length: 40 }, (_, number) => ({ number, isOpen: false }));

/** One row in each table that a person fills, by SQL: what is tested is that it comes back. */
const typedByAPerson = `
INSERT INTO budget (project_id, period, limit_usd, warn_share, from_day, set_at_ms)
  SELECT project_id, 'month', 50.5, 0.8, NULL, 1 FROM project WHERE external_id = 'app-000001';
INSERT INTO model_price VALUES ('m', 0, 1.5, 2.5, 0.25, 2, 3, 1);
INSERT INTO project_note SELECT project_id, '{"team":"a"}' FROM project;
INSERT INTO workflow_executions VALUES ('w1', 'app-000001', 'release', '2026-01-02T00:00:00.000Z', NULL, 'running', '["review"]', NULL, NULL, NULL);
INSERT INTO skill_version_seen VALUES ('review', '0123456789abcdef', 1, 2, 1);
INSERT INTO shared_practice VALUES ('team', 1, 2, '{}');
INSERT INTO compaction_pending VALUES (1);
INSERT INTO operation_measure VALUES ('query', 'top', 20454, 1, 0, 0, 0, 5, 5, 1);
INSERT INTO tool_confidence_change VALUES (1, 1, 1, NULL, 'HIGH', 'HIGH', 9, 9, 0, 0.5, 1);
INSERT INTO metric_slot VALUES ('skill', 1, -1);
INSERT INTO counter_total VALUES (1, 'skills_tokens_total{model="m"}', 5, 7);
UPDATE tier_retention SET hours = 48 WHERE tier = 1;
`;

async function pruned(): Promise<{ readonly engine: SqlEngine; readonly ingest: EventIngest }> {
  const { engine, ingest } = await openTestLog();
  await ingest.ingest(callsBatch(numbers));
  await writeRetentionAges(engine, { raw: 10 * dayMs, hourly: 12 * dayMs, daily: null });
  await pruneTiers(engine, {
    horizons: { raw: firstMs + 12 * dayMs, hourly: Math.floor(firstMs / dayMs + 9) * dayMs, daily: 0 },
  });
  await engine.transaction(async (transaction) => transaction.script(typedByAPerson));
  return { engine, ingest };
}

async function erase(engine: SqlEngine, project: string): Promise<void> {
  const subject = await findProject(engine, project);
  await engine.transaction(async (transaction) => eraseSubject(transaction, subject, { tombstoneOf, nowMs: firstMs }));
}

const tombstoneOf = (kind: string, id: string): string => `pseudonym of erased ${kind} ${id}`;

const rollups = ['skill_rollup_day', 'skill_rollup_hour', 'usage_rollup_day', 'usage_rollup_month', 'skill_call_total'];

/** Everything that is kept or counted, but for summaries that are made when they are asked for. */
async function contents(engine: SqlEngine): Promise<unknown> {
  await refreshAggregates(engine, { nowMs: firstMs, force: true });
  const all = await tableContents(engine);
  const names = [...keptV8Tables, ...rollups, 'skill_aggregate', 'event_identity', 'message_usage', 'project'];
  return {
    ...Object.fromEntries(names.map((name) => [name, all[name]])),
    skill_metrics: all['skill_metrics']?.map((row) => row.slice(0, row.lastIndexOf(' | '))),
  };
}

const migratorOf = (engine: SqlEngine): Migrator => new Migrator({ engine, now: () => firstMs });

describe('going back and up again', () => {
  test.each(['V7', 'V5', 'V4', 'V1'])('by way of %s loses no sealed count and nothing a person has set', async (to) => {
    const { engine, ingest } = await pruned();
    await engine.transaction((transaction) => transaction.run('UPDATE project SET registered = 1'));
    const before = await contents(engine);

    await migratorOf(engine).rollback({ to });
    const there = await engine.all("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sealed%'");
    await migratorOf(engine).migrate();

    expect(there).toEqual([[0]]);
    expect(await contents(engine)).toEqual(before);
    expect(await ingest.ingest(callsBatch(numbers))).toMatchObject({ inserted: 0, duplicates: 40 });
    expect(await contents(engine)).toEqual(before);
    expect(await migratorOf(engine).validate()).toEqual([]);
    expect(await engine.all("SELECT name FROM sqlite_schema WHERE name LIKE '%aside%'")).toEqual([]);
  });

  test('counts what is sealed again after an older program has made the rollups without it', async () => {
    const { engine } = await pruned();
    const before = await contents(engine);

    await migratorOf(engine).rollback({ to: 'V7' });
    await engine.transaction(rebuildRollups);
    const [without] = await engine.all('SELECT total(invocations) FROM skill_rollup_day WHERE project_id = 0');
    await migratorOf(engine).migrate();

    expect(Number(without?.[0])).toBeLessThan(40);
    expect(await contents(engine)).toEqual(before);
  });

  test.each(['V7', 'V4'])('by way of %s brings nothing back that was erased', async (to) => {
    const { engine, ingest } = await pruned();
    await erase(engine, 'app-000001');
    const before = await contents(engine);

    await migratorOf(engine).rollback({ to });
    await migratorOf(engine).migrate();
    expect(await contents(engine)).toEqual(before);
    await ingest.ingest(callsBatch(numbers));

    expect(await engine.all("SELECT 1 FROM project WHERE external_id = 'app-000001'")).toEqual([]);
    const { erased_subject: tombstones, ...others } = await tableContents(engine);
    expect(Object.entries(others).filter(([, rows]) => rows.join().includes('app-000001'))).toEqual([]);
    expect(tombstones).not.toEqual([]);
  });

  test('keeps nothing aside of a log that has only been collected, and nothing at all in an empty database', async () => {
    const plain = await openTestLog();
    await plain.ingest.ingest(callsBatch(numbers));
    const filled = await pruned();
    const aside = async (engine: SqlEngine): Promise<unknown> =>
      engine.all("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'v8\\_%' ESCAPE '\\'");

    await migratorOf(plain.engine).rollback({ to: 'V7' });
    await migratorOf(filled.engine).rollback({ to: 'V7' });
    const kept = [await aside(plain.engine), await aside(filled.engine)];
    await migratorOf(filled.engine).rollback({ to: 'V0' });

    expect(kept).toEqual([[[0]], [[keptV8Tables.length - 1]]]);
    expect(await filled.engine.all("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'")).toEqual([]);
  });
});
