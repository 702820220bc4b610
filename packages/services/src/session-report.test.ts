import { sessionListResultSchema, sessionResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { midnightMs } from '../test/read-models.ts';
import { SessionReport } from './session-report.ts';

const summary = {
  sessionId: 's1',
  projectId: 'web-0a1b2c',
  firstAtMs: midnightMs,
  lastAtMs: midnightMs + 5000,
  invocations: 2,
};
const call = {
  skillName: 'review',
  kind: 'skill',
  invokedAtMs: midnightMs,
  completed: true,
  durationSeconds: 1.5,
  errorType: null,
  trigger: 'user',
  model: null,
  agentId: null,
  workflowPhase: null,
  costUsd: null,
} as const;
const report = new SessionReport({
  sessions: {
    session: async () => ({
      ...summary,
      events: [call, { ...call, completed: null, durationSeconds: null, invokedAtMs: midnightMs + 1 }],
      skills: [{ skillName: 'review', kind: 'skill', invocations: 2, completed: 1, failed: 0, durationSeconds: 1.5 }],
    }),
    recentSessions: async () => [{ ...summary, projectId: null, firstAtMs: null, lastAtMs: null }],
  },
});

test('a session tells its calls in order; an unknown outcome is neither completed nor failed', async () => {
  const result = await report.show('s1');

  expect(result).toMatchObject({
    sessionId: 's1',
    firstAt: '2026-02-10T00:00:00.000Z',
    uniqueSkills: 1,
    completed: 1,
    failed: 0,
    totalDurationSeconds: 1.5,
  });
  expect(result.events.map(({ invokedAt, completed }) => [invokedAt, completed])).toEqual([
    ['2026-02-10T00:00:00.000Z', true],
    ['2026-02-10T00:00:00.001Z', null],
  ]);
  expect(sessionResultSchema.parse(result)).toEqual(result);
});

test('a session of which nothing is known but its id is listed all the same', async () => {
  const result = await report.list({ limit: 5 });

  expect(result.sessions).toEqual([{ sessionId: 's1', projectId: null, firstAt: null, lastAt: null, invocations: 2 }]);
  expect(sessionListResultSchema.parse(result)).toEqual(result);
});
