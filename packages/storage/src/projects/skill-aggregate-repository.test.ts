import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog, type TestLog } from '../../test/open-test-log.ts';
import { ProjectRegistry } from '../project-registry.ts';
import { aggregatePeriod } from './aggregate-period.ts';
import { SkillAggregateRepository } from './skill-aggregate-repository.ts';

const dayMs = 86_400_000;
// Tuesday, 2026-02-10.
const daysAgo = (days: number): number => noonMs - days * dayMs;

async function aLog(): Promise<TestLog & { readonly aggregates: SkillAggregateRepository }> {
  const log = await openTestLog();
  await log.ingest.ingest(
    aBatch({
      invocations: [
        ...[0, 1, 2, 20, 60].map((days) => aCall({ projectId: 'shop', invokedAtMs: daysAgo(days) })),
        aCall({ projectId: 'api', invokedAtMs: daysAgo(0), completed: false, workflowPhase: 'build', model: 'm1' }),
        aCall({ projectId: 'secret', invokedAtMs: daysAgo(0) }),
        aCall({ invokedAtMs: daysAgo(0) }),
      ],
    }),
  );
  await new ProjectRegistry({ engine: log.engine }).register(['shop', 'api'], 1000);
  return { ...log, aggregates: new SkillAggregateRepository({ engine: log.engine }) };
}

test('day, week, month and all time are four different windows', async () => {
  const { aggregates } = await aLog();
  await aggregates.refresh({ nowMs: noonMs, force: false });

  const counts = await Promise.all(
    (['daily', 'weekly', 'monthly', 'all'] as const).map(async (timeWindow) => {
      const [row] = await aggregates.skills({ timeWindow, atMs: noonMs, projectId: 'shop' });
      return row?.invocations;
    }),
  );
  expect(counts).toEqual([1, 2, 3, 5]);
});

test('only registered and active projects count across, and a removed one goes out at once', async () => {
  const { engine, aggregates } = await aLog();
  const total = async (): Promise<number | undefined> =>
    (await aggregates.skills({ timeWindow: 'all', atMs: noonMs }))[0]?.invocations;

  await aggregates.refresh({ nowMs: noonMs, force: false });
  expect(await total()).toBe(6);
  expect(await aggregates.skills({ timeWindow: 'all', atMs: noonMs, projectId: 'secret' })).toEqual([]);

  await new ProjectRegistry({ engine }).deactivate('shop');
  expect(await aggregates.ages()).toMatchObject({ projectsBehind: 1 });
  await aggregates.refresh({ nowMs: noonMs, force: false });
  expect(await total()).toBe(1);
  expect(await aggregates.ages()).toMatchObject({ projectsBehind: 0, daysBehind: 0 });
});

test('the row of every project is one row however often it is computed, and never mixes with theirs', async () => {
  const { engine, aggregates } = await aLog();
  await aggregates.refresh({ nowMs: noonMs, force: false });
  await aggregates.refresh({ nowMs: noonMs, force: true });
  await aggregates.refresh({ nowMs: noonMs, force: true, projectId: 'api' });

  expect(
    await engine.all(
      `SELECT project_id, total_invocations, successful_completions, failures FROM skill_aggregates
       WHERE time_window = 'all' ORDER BY project_id`,
    ),
  ).toEqual([
    [null, 6, 5, 1],
    ['api', 1, 0, 1],
    ['shop', 5, 5, 0],
  ]);
});

test('counting one project anew leaves the others as they are', async () => {
  const { engine, aggregates } = await aLog();
  await aggregates.refresh({ nowMs: noonMs, force: false });
  // What nobody may write is written, to see which rows are made anew.
  await engine.transaction((transaction) =>
    transaction.run('UPDATE skill_aggregate SET failed = 77 WHERE time_window = 1'),
  );
  await aggregates.refresh({ nowMs: noonMs, force: true, projectId: 'api' });

  expect(
    await engine.all(
      `SELECT DISTINCT p.external_id, a.failed FROM skill_aggregate AS a JOIN project AS p ON p.project_id = a.project_id
       WHERE a.time_window = 1 ORDER BY 1`,
    ),
  ).toEqual([
    ['api', 1],
    ['shop', 77],
  ]);
});

test('only days that changed are counted again', async () => {
  const { aggregates, record } = await aLog();
  await aggregates.refresh({ nowMs: noonMs, force: false });
  expect(await aggregates.refresh({ nowMs: noonMs, force: false })).toMatchObject({
    daysChanged: 0,
    projectsCounted: 0,
  });

  await record(aCall({ projectId: 'shop', invokedAtMs: daysAgo(60) }));
  expect(await aggregates.ages()).toMatchObject({ daysBehind: 1 });
  expect(await aggregates.refresh({ nowMs: noonMs, force: false })).toMatchObject({
    daysChanged: 1,
    projectsCounted: 0,
  });
});

test('a skill in each project comes with the names of its phases and models', async () => {
  const { aggregates } = await aLog();
  await aggregates.refresh({ nowMs: noonMs, force: false });

  expect(await aggregates.projectsOf('review', { timeWindow: 'all', atMs: noonMs })).toMatchObject([
    { projectId: 'api', strata: [{ phase: 'build', model: 'm1', completed: 0, failed: 1 }] },
    { projectId: 'shop', strata: [{ phase: null, model: null, completed: 5, failed: 0 }] },
  ]);
});

test('weeks begin on Monday and months on their first day', () => {
  const day = (text: string): number => Date.parse(text) / dayMs;

  expect(aggregatePeriod('weekly', day('2026-02-08'))).toEqual({
    fromDay: day('2026-02-02'),
    toDay: day('2026-02-09'),
  });
  expect(aggregatePeriod('weekly', day('2026-02-09')).fromDay).toBe(day('2026-02-09'));
  expect(aggregatePeriod('monthly', day('2024-02-29'))).toEqual({
    fromDay: day('2024-02-01'),
    toDay: day('2024-03-01'),
  });
});
