import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { refreshWorkflowRuns } from './refresh-workflow-runs.ts';
import { UsualSessionRepository } from './usual-session-repository.ts';
import { WorkflowLogRepository } from './workflow-log-repository.ts';

const always = { sinceMs: 0, untilMs: noonMs + 86_400_000, bucket: 'day' } as const;

test('a run has each skill once, in the order of first use, with its last known outcome', async () => {
  const { engine, record } = await openTestLog();
  const call = { workflowPath: 'release', sessionId: 's1', projectId: 'web-abc123', userId: 'ada', durationSeconds: 3 };
  await record(
    aCall({ ...call, skillName: 'test', invokedAtMs: noonMs + 1_000, completed: true }),
    aCall({ ...call, skillName: 'lint', completed: false }),
    aCall({ ...call, skillName: 'test', invokedAtMs: noonMs + 2_000, completed: false }),
    aCall({ ...call, skillName: 'lint', invokedAtMs: noonMs + 3_000, completed: true }),
    aCall({ ...call, skillName: 'ship', invokedAtMs: noonMs + 4_000, completed: null }),
    aCall({ ...call, skillName: 'lint', workflowPath: 'other' }),
    aCall({ ...call, skillName: 'Bash', kind: 'tool', invokedAtMs: noonMs - 5_000 }),
  );
  const log = new WorkflowLogRepository({ engine });

  const [run, ...others] = await log.runs(always, { workflowName: 'release' });

  expect(others).toEqual([]);
  expect(run?.steps).toEqual([
    { skillName: 'lint', succeeded: true },
    { skillName: 'test', succeeded: false },
    { skillName: 'ship', succeeded: null },
  ]);
  expect(run).toMatchObject({
    sessionId: 's1',
    workflowName: 'release',
    projectId: 'web-abc123',
    startedAtMs: noonMs,
    endedAtMs: noonMs + 7_000,
    succeeded: false,
  });
  expect(await log.runs(always)).toHaveLength(2);
  expect(await log.runs(always, { workflowName: 'never' })).toEqual([]);
});

test('a run belongs to the window in which it began, with all its calls', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ workflowPath: 'release' }),
    aCall({ workflowPath: 'release', skillName: 'ship', invokedAtMs: noonMs + 5_000 }),
  );
  const log = new WorkflowLogRepository({ engine });

  for (const isCounted of [false, true]) {
    // oxlint-disable-next-line no-await-in-loop -- before and after the log is counted
    expect(await refreshWorkflowRuns(engine)).toBe(!isCounted);
    // oxlint-disable-next-line no-await-in-loop -- the same
    expect(await log.runs({ sinceMs: noonMs + 1, untilMs: noonMs + 9_000 })).toEqual([]);
    // oxlint-disable-next-line no-await-in-loop -- the same
    expect(await log.runs({ sinceMs: noonMs, untilMs: noonMs + 1 })).toMatchObject([
      { steps: [{ skillName: 'review' }, { skillName: 'ship' }] },
    ]);
  }
});

test('the skills of each project are those of the window', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ projectId: 'a' }),
    aCall({ projectId: 'a', skillName: 'audit' }),
    aCall({ projectId: 'b' }),
    aCall({ projectId: 'b', skillName: 'old', invokedAtMs: noonMs - 40 * 86_400_000 }),
  );

  const projects = await new WorkflowLogRepository({ engine }).skillsOfProjects({
    ...always,
    sinceMs: noonMs - 30 * 86_400_000,
  });

  expect(projects.map(({ projectId, skillIds }) => [projectId, skillIds.length])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});

test('usual sessions are those that began earlier, of the project that is asked for', async () => {
  const { engine, ingest } = await openTestLog();
  const session = (sessionId: string, projectId: string, firstAtMs: number) => ({
    sessionId,
    projectId,
    firstAtMs,
    lastAtMs: firstAtMs,
  });
  await ingest.ingest(
    aBatch({
      sessions: [session('s1', 'a', noonMs), session('s2', 'a', noonMs + 1_000), session('s3', 'b', noonMs)],
      invocations: [
        aCall({ sessionId: 's1', projectId: 'a', completed: false }),
        aCall({
          sessionId: 's1',
          projectId: 'a',
          invokedAtMs: noonMs + 30_000,
          durationSeconds: 30,
          skillName: 'audit',
        }),
        aCall({ sessionId: 's2', projectId: 'a', invokedAtMs: noonMs + 1_000 }),
        aCall({ sessionId: 's3', projectId: 'b', completed: null }),
      ],
    }),
  );
  const usual = new UsualSessionRepository({ engine });

  expect(await usual.usualSessions({ beforeMs: noonMs + 60_000, projectId: 'a', limit: 1 })).toHaveLength(1);
  expect(await usual.usualSessions({ beforeMs: noonMs + 500, projectId: 'a', limit: 9 })).toEqual([
    { calls: 1, skills: 1, completed: 0, failed: 1, minutes: 0 },
  ]);
  expect(await usual.usualSessions({ beforeMs: noonMs + 60_000, projectId: null, limit: 9 })).toContainEqual({
    calls: 2,
    skills: 2,
    completed: 1,
    failed: 1,
    minutes: 1,
  });
});
