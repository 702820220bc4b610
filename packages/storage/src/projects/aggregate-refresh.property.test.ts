import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { settleViewWrites } from '../migrations/settle-view-writes.ts';
import { ProjectRegistry } from '../project-registry.ts';
import { pruneEvents } from '../prune-events.ts';
import { refreshAggregates } from './aggregate-refresh.ts';

const dayMs = 86_400_000;
const projects = ['app-000001', 'lib-000002', 'web-000003'];

const call = fc.record({
  callId: fc.constantFrom(...Array.from({ length: 30 }, (_, index) => `call ${index}`)),
  projectId: fc.option(fc.constantFrom(...projects), { nil: undefined }),
  completed: fc.option(fc.boolean()),
  durationSeconds: fc.option(
    fc.integer({ min: 0, max: 5_000_000 }).map((us) => us / 1e6),
    { nil: undefined },
  ),
  phase: fc.option(fc.constantFrom('build', 'check'), { nil: undefined }),
  model: fc.option(fc.constantFrom('m1', 'm2'), { nil: undefined }),
  followUps: fc.option(fc.nat(4), { nil: undefined }),
});

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(call, { minLength: 1, maxLength: 8 }).map((calls) => ({ do: 'ingest' as const, calls })),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'aggregate' as const }) },
  { weight: 1, arbitrary: fc.nat(60).map((day) => ({ do: 'prune' as const, day })) },
  { weight: 1, arbitrary: fc.constantFrom(...projects).map((projectId) => ({ do: 'register' as const, projectId })) },
  { weight: 1, arbitrary: fc.constantFrom(...projects).map((projectId) => ({ do: 'remove' as const, projectId })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('min', 'max').map((which) => ({ do: 'delete by SQL' as const, which })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...projects).map((projectId) => ({ do: 'force' as const, projectId })) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function apply(log: Awaited<ReturnType<typeof openTestLog>>, done: Step): Promise<void> {
  const { engine, ingest } = log;
  const registry = new ProjectRegistry({ engine });
  switch (done.do) {
    case 'ingest':
      await ingest.ingest(
        aBatch({
          invocations: done.calls.map(({ callId, phase, followUps, ...rest }) => {
            // The same call is always of the same skill and time, over two months; its views tell different parts.
            const number = Number(callId.slice(5));
            const skillName = number % 2 === 0 ? 'review' : 'deploy';
            const invokedAtMs = noonMs + ((number * 7) % 13) * 5 * dayMs + number;
            const metadata = followUps === undefined ? undefined : { followUpCount: followUps };
            return aCall({ ...rest, callId, skillName, invokedAtMs, workflowPhase: phase, metadata });
          }),
        }),
      );
      return;
    case 'aggregate':
      await refreshAggregates(engine, { nowMs: noonMs, force: false });
      return;
    case 'force': {
      const [row] = await engine.all('SELECT project_id FROM project WHERE external_id = ?1', [done.projectId]);
      await refreshAggregates(engine, { nowMs: noonMs, force: true, projectId: Number(row?.[0] ?? 0) });
      return;
    }
    case 'prune':
      await pruneEvents(engine, noonMs + done.day * dayMs);
      return;
    case 'register':
      await registry.register([done.projectId], noonMs).catch(() => undefined);
      return;
    case 'remove':
      await registry.deactivate(done.projectId).catch(() => undefined);
      return;
    case 'delete by SQL':
      await engine.transaction((transaction) =>
        transaction.run(`DELETE FROM skill_invocation WHERE id = (SELECT ${done.which}(id) FROM skill_invocation)`),
      );
      await settleViewWrites(engine);
      return;
    default:
      done satisfies never;
  }
}

// Counted by SQL with SQLite's own calendar, and nothing of the code under test.
const recount = `
WITH periods (time_window, period_of) AS (VALUES (1, 'day'), (2, 'week'), (3, 'month'), (4, 'all')),
calls AS (
  SELECT e.*, date((e.event_key >> 21) / 1000, 'unixepoch') AS day
  FROM skill_event AS e JOIN project AS p ON p.project_id = e.project_id AND p.registered = 1 AND p.active = 1),
scoped AS (
  SELECT c.project_id AS scope, c.* FROM calls AS c UNION ALL SELECT 0, c.* FROM calls AS c)
SELECT w.time_window, c.scope, CASE w.period_of
    WHEN 'day' THEN unixepoch(day) / 86400
    WHEN 'week' THEN unixepoch(day, 'weekday 0', '-6 days') / 86400
    WHEN 'month' THEN unixepoch(day, 'start of month') / 86400 ELSE 0 END AS period,
  c.skill_id, count(*), coalesce(sum(c.completed = 1), 0), coalesce(sum(c.completed = 0), 0), count(c.duration_seconds),
  coalesce(sum(CAST(round(c.duration_seconds * 1e6) AS INTEGER)), 0), count(c.details ->> '$.metadata.followUpCount'),
  coalesce(sum(c.details ->> '$.metadata.followUpCount'), 0),
  coalesce(sum((c.details ->> '$.metadata.followUpCount') * (c.details ->> '$.metadata.followUpCount')), 0),
  min(c.event_key >> 21), max(c.event_key >> 21)
FROM scoped AS c CROSS JOIN periods AS w
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;

const aggregates = `SELECT time_window, project_id, period, skill_id, invocations, completed, failed, duration_count,
  duration_us_sum, follow_up_count, follow_up_sum, follow_up_square_sum, first_used_ms, last_used_ms
  FROM skill_aggregate ORDER BY 1, 2, 3, 4`;

// Outcomes by phase and model, summed from the rows of all time.
const strata = `SELECT a.project_id, a.skill_id, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3
  FROM skill_aggregate AS a, json_each(a.strata) AS j
  WHERE a.time_window = ?1 AND a.project_id > 0 ORDER BY 1, 2, 3, 4`;
const recountedStrata = `SELECT e.project_id, e.skill_id, coalesce(e.phase_label, 0), coalesce(e.model_label, 0),
    sum(e.completed = 1), sum(e.completed = 0)
  FROM skill_event AS e JOIN project AS p ON p.project_id = e.project_id AND p.registered = 1 AND p.active = 1
  WHERE e.completed IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;

async function expectEqualToRecount(engine: SqlEngine): Promise<void> {
  expect(await engine.all(aggregates)).toEqual(await engine.all(recount));
  expect(await engine.all(strata, [4])).toEqual(await engine.all(recountedStrata));
}

test('equals a recount of the log, whatever the order of collecting, completing, pruning, registering and aggregating', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const log = await openTestLog();
      await log.engine.transaction((transaction) =>
        transaction.runMany(
          'INSERT INTO project (external_id, name, registered, active) VALUES (?, ?, 1, 1)',
          projects.slice(0, 2).map((id) => [id, id]),
        ),
      );
      for (const done of steps) {
        // oxlint-disable-next-line no-await-in-loop -- the order is what is tested
        await apply(log, done);
      }

      await refreshAggregates(log.engine, { nowMs: noonMs, force: false });
      await expectEqualToRecount(log.engine);
      const incremental = await log.engine.all('SELECT * FROM skill_aggregate');
      await refreshAggregates(log.engine, { nowMs: noonMs, force: true });
      expect(await log.engine.all('SELECT * FROM skill_aggregate')).toEqual(incremental);
    }),
    { numRuns: 120 },
  );
}, 120_000);
