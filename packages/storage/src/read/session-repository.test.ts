import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { SessionRepository } from './session-repository.ts';

test('shows a session call by call and skill by skill', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ invokedAtMs: noonMs + 2, completed: false, errorType: 'timeout', durationSeconds: 3, projectId: 'p1' }),
    aCall({ invokedAtMs: noonMs + 1, model: 'opus', agentId: 'a1', inputTokens: 7, costUsd: 0.5, trigger: 'user' }),
    aCall({ invokedAtMs: noonMs + 3, skillName: 'Bash', kind: 'tool', completed: null, workflowPhase: 'setup' }),
    aCall({ sessionId: 'other' }),
  );

  const session = await new SessionRepository({ engine }).session('s1');

  expect(session).toMatchObject({ sessionId: 's1', projectId: 'p1', invocations: 3 });
  expect([session.firstAtMs, session.lastAtMs]).toEqual([noonMs + 1, noonMs + 3]);
  expect(session.events).toMatchObject([
    {
      invokedAtMs: noonMs + 1,
      completed: true,
      model: 'opus',
      agentId: 'a1',
      inputTokens: 7,
      costUsd: 0.5,
      trigger: 'user',
    },
    { invokedAtMs: noonMs + 2, completed: false, errorType: 'timeout', durationSeconds: 3, outputTokens: null },
    { skillName: 'Bash', kind: 'tool', completed: null, workflowPhase: 'setup' },
  ]);
  expect(session.skills).toEqual([
    { skillName: 'review', kind: 'skill', invocations: 2, completed: 1, failed: 1, durationSeconds: 3 },
    { skillName: 'Bash', kind: 'tool', invocations: 1, completed: 0, failed: 0, durationSeconds: null },
  ]);
});

test('says that a session is not known', async () => {
  const { engine } = await openTestLog();

  await expect(new SessionRepository({ engine }).session('nope')).rejects.toMatchObject({ code: 'not-found' });
});

test('lists the sessions seen last first, of one project when asked', async () => {
  const { engine, record } = await openTestLog();
  const repository = new SessionRepository({ engine });
  await record(
    aCall({ sessionId: 'old', invokedAtMs: noonMs - 5, projectId: 'p1' }),
    aCall({ sessionId: 'new', projectId: 'p2' }),
    aCall({ sessionId: 'middle', invokedAtMs: noonMs - 2, projectId: 'p1' }),
  );

  const recent = await repository.recentSessions({ limit: 2 });

  expect(recent.map(({ sessionId }) => sessionId)).toEqual(['new', 'middle']);
  expect(await repository.recentSessions({ projectId: 'p1' })).toMatchObject([
    { sessionId: 'middle', invocations: 1 },
    { sessionId: 'old', projectId: 'p1' },
  ]);
});
