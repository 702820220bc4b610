import { expect, test } from 'vitest';
import { aCall, noonMs } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';
import { ranksQuery } from './stored-metrics.ts';

test('sums one skill up over all time and all kinds', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    aCall({ durationSeconds: 10, workflowPath: 'quick', selectionRank: 1, followUpActions: ['commit', 'push'] }),
    aCall({
      durationSeconds: 20,
      workflowPath: 'comprehensive',
      invokedAtMs: noonMs - 1e10,
      followUpActions: ['push'],
    }),
    aCall({ completed: false, workflowPath: 'quick', errorType: 'timeout', selectionRank: 4, durationSeconds: 3 }),
    aCall({ completed: null, kind: 'subagent' }),
  );

  expect(await storage.getMetrics('review')).toEqual({
    skillName: 'review',
    totalInvocations: 4,
    completedInvocations: 2,
    abandonedInvocations: 1,
    totalDurationSeconds: 33,
    workflowPaths: { quick: 2, comprehensive: 1 },
    commonErrors: { timeout: 1 },
    // Every action counts, not only the first of a call.
    followUpActions: { push: 2, commit: 1 },
    avgSelectionRank: 2.5,
    recommendationSuccessRate: 0.5,
    firstInvoked: new Date(noonMs - 1e10).toISOString(),
    // The call that came last was not the latest.
    lastInvoked: new Date(noonMs).toISOString(),
    completionRate: 2 / 3,
    avgDurationSeconds: 11,
  });
});

test('knows no average while no duration is known, and no skill that never ran', async () => {
  const { storage, record } = await openTestStorage();
  await record(aCall(), aCall());

  expect(await storage.getMetrics('review')).toMatchObject({ completionRate: 1, avgDurationSeconds: null });
  expect(await storage.getMetrics('nope')).toBeUndefined();
});

test('ranks skills by their calls and gives as many as asked for', async () => {
  const { storage, record } = await openTestStorage();
  await record(...['b', 'a', 'c', 'c'].map((skillName) => aCall({ skillName })));

  const all = await storage.getAllMetrics();

  expect(all.map(({ skillName }) => skillName)).toEqual(['c', 'a', 'b']);
  expect(await storage.getTopSkills({ limit: 2 })).toEqual(all.slice(0, 2));
  await expect(storage.getTopSkills({ limit: 0 })).rejects.toThrow(RangeError);
});

test('summarises a session, with the same fields for one that is not known', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    aCall({ durationSeconds: 1 }),
    aCall({ completed: false, durationSeconds: 2.5, invokedAtMs: noonMs + 5 }),
    aCall({ completed: null, skillName: 'lint' }),
    aCall({ sessionId: 'other' }),
  );

  const known = await storage.getSessionSummary('s1');
  const unknown = await storage.getSessionSummary('nope');

  expect(known).toEqual({
    sessionId: 's1',
    uniqueSkills: 2,
    totalInvocations: 3,
    completedCount: 1,
    abandonedCount: 1,
    totalDurationSeconds: 3.5,
    firstSkillAt: new Date(noonMs).toISOString(),
    lastSkillAt: new Date(noonMs + 5).toISOString(),
  });
  expect(Object.keys(unknown)).toEqual(Object.keys(known));
  expect(unknown).toMatchObject({ totalInvocations: 0, totalDurationSeconds: 0, firstSkillAt: null });
});

test('keeps sessions apart and orders their calls by time', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    aCall({ invokedAtMs: noonMs + 1, skillName: 'b' }),
    aCall({ skillName: 'a' }),
    aCall({ sessionId: 's2' }),
  );

  const calls = await storage.getSessionInvocations('s1');

  expect(calls.map(({ skillName }) => skillName)).toEqual(['a', 'b']);
  expect(await storage.getSessionInvocations('nope')).toEqual([]);
});

test('looks only at the calls that have a rank for the averages of ranks', async () => {
  const { engine } = await openTestStorage();

  const plan = await engine.all(`EXPLAIN QUERY PLAN ${ranksQuery}`, ['[]']);

  expect(plan.map((row) => row[3])).toContainEqual(
    expect.stringMatching(/^SEARCH e USING COVERING INDEX skill_event_ranked /),
  );
});
