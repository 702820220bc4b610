import { expect, test } from 'vitest';
import { aCall, noonMs } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';

const fiveUsers = ['a', 'b', 'c', 'd', 'e'];

test('measures skills over distinct users and ranks them by completion rate', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    ...fiveUsers.map((userId) => aCall({ userId, skillName: 'good', durationSeconds: 2, workflowPhase: 'setup' })),
    ...fiveUsers.map((userId) => aCall({ userId, skillName: 'bad', completed: userId === 'a' })),
    ...fiveUsers.map((userId) => aCall({ userId, skillName: 'open', completed: null })),
  );

  const updated = await storage.updateCommunityBaselines();

  expect(updated).toBe(3);
  expect(await storage.getCommunityBaselines()).toEqual([
    {
      skillName: 'good',
      totalUsers: 5,
      totalInvocations: 5,
      globalCompletionRate: 1,
      globalAverageDurationSeconds: 2,
      mostCommonWorkflowPhase: 'setup',
      effectivenessPercentile: 50,
      lastUpdated: new Date(noonMs).toISOString(),
    },
    expect.objectContaining({ skillName: 'bad', globalCompletionRate: 0.2, effectivenessPercentile: 0 }),
    expect.objectContaining({ skillName: 'open', globalCompletionRate: null, effectivenessPercentile: null }),
  ]);
});

test('never shows numbers of fewer users than the threshold, whoever wrote them', async () => {
  const { engine, storage, record } = await openTestStorage();
  // Many sessions of four users are still four users.
  await record(
    ...fiveUsers
      .slice(1)
      .flatMap((userId) => [aCall({ userId, sessionId: `${userId}1` }), aCall({ userId, sessionId: `${userId}2` })]),
    aCall({ sessionId: 'nobody' }),
  );
  await storage.updateCommunityBaselines();
  expect(await storage.getCommunityBaselines({ minUsers: 1 })).toEqual([]);

  await engine.transaction(async (transaction) =>
    transaction.run(
      `INSERT INTO skill_community_baselines (skill_name, total_users, total_invocations, last_updated)
       VALUES ('review', 4, 8, '2026-02-10')`,
    ),
  );

  expect(await storage.getCommunityBaselines()).toEqual([]);
  expect(await storage.getCommunityBaselines({ minUsers: 4 })).toHaveLength(1);
  await expect(storage.getCommunityBaselines({ minUsers: 0 })).rejects.toThrow(RangeError);
});
