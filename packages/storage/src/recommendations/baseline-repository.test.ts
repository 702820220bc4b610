import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { BaselineRepository } from './baseline-repository.ts';

const fiveUsers = ['a', 'b', 'c', 'd', 'e'];
const rule = { minUsers: 5 };

test('stores what it measures, in place of what was there', async () => {
  const { engine, record } = await openTestLog();
  await record(
    ...fiveUsers.flatMap((userId) => [
      aCall({ userId, durationSeconds: 3, workflowPhase: 'verify' }),
      aCall({ userId, skillName: 'lint', completed: false }),
    ]),
  );
  const repository = new BaselineRepository({ engine });

  expect(await repository.update(noonMs, rule)).toBe(2);
  await record(aCall({ userId: 'f' }));

  const lastUpdated = new Date(noonMs).toISOString();
  const [review, lint] = await repository.stored(5);
  expect(review).toEqual({
    skillName: 'review',
    totalUsers: 5,
    totalInvocations: 5,
    globalCompletionRate: 1,
    globalAverageDurationSeconds: 3,
    mostCommonWorkflowPhase: 'verify',
    effectivenessPercentile: 50,
    lastUpdated,
  });
  expect(lint).toMatchObject({ skillName: 'lint', globalCompletionRate: 0, mostCommonWorkflowPhase: null });
  expect(await repository.update(noonMs, rule)).toBe(2);
  expect((await repository.stored(5))[0]?.totalUsers).toBe(6);
  expect(await repository.stored(7)).toEqual([]);
});

test('distinct users count, not their sessions, and calls of nobody do not', async () => {
  const { engine, record } = await openTestLog();
  await record(
    ...fiveUsers
      .slice(1)
      .flatMap((userId) => [aCall({ userId, sessionId: `${userId}1` }), aCall({ userId, sessionId: `${userId}2` })]),
    aCall({ sessionId: 'nobody' }),
  );

  expect(await new BaselineRepository({ engine }).measured(rule)).toEqual([]);
  expect(await new BaselineRepository({ engine }).measured({ minUsers: 4 })).toMatchObject([{ totalInvocations: 8 }]);
});

test('merges the kinds of one name: the parts could be smaller than a group', async () => {
  const { engine, record } = await openTestLog();
  await record(...fiveUsers.map((userId, index) => aCall({ userId, kind: index < 3 ? 'skill' : 'slash_command' })));

  expect(await new BaselineRepository({ engine }).measured(rule)).toMatchObject([
    { skillName: 'review', totalUsers: 5 },
  ]);
});

test('gives others less detail', async () => {
  const { engine, record } = await openTestLog();
  await record(...Array.from({ length: 23 }, (_, index) => aCall({ userId: `u${index}`, completed: index > 2 })));

  expect(await new BaselineRepository({ engine }).measuredForOthers({ minUsers: 20 })).toMatchObject([
    { totalUsers: 25, totalInvocations: 25, globalCompletionRate: 0.87 },
  ]);
});
