import type { SessionResult, SkillRow } from '@skills/schema';
import { expect, test } from 'vitest';
import { SessionInsights, type SessionInsightsDependencies } from './session-insights.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);

function aRow(fields: Partial<SkillRow>): SkillRow {
  return {
    skillName: 'lint',
    kind: 'skill',
    invocations: 100,
    completed: 90,
    failed: 10,
    completionRate: 0.9,
    completionRateLower: 0.83,
    completionRateUpper: 0.94,
    averageDurationSeconds: 2,
    p50DurationSeconds: 2,
    p95DurationSeconds: 5,
    lastInvokedAt: '2026-02-09T00:00:00.000Z',
    sessions: 40,
    ...fields,
  };
}

type Call = SessionResult['events'][number];

function aCall(minute: number, fields: Partial<Call>): Call {
  return {
    invokedAt: new Date(nowMs + minute * 60_000).toISOString(),
    skillName: 'lint',
    kind: 'skill',
    completed: true,
    durationSeconds: 2,
    errorType: null,
    trigger: null,
    model: null,
    agentId: null,
    workflowPhase: null,
    costUsd: null,
    ...fields,
  };
}

function aSession(events: readonly Call[]): SessionResult {
  return {
    sessionId: 's1',
    projectId: 'p',
    firstAt: null,
    lastAt: null,
    invocations: events.length,
    uniqueSkills: new Set(events.map(({ skillName }) => skillName)).size,
    completed: events.filter(({ completed }) => completed === true).length,
    failed: events.filter(({ completed }) => completed === false).length,
    totalDurationSeconds: 0,
    skills: [],
    events: [...events],
  };
}

function insights(dependencies: Partial<SessionInsightsDependencies>, session = aSession([])): SessionInsights {
  return new SessionInsights({
    ranking: { chosenRows: async () => [] },
    sessions: { show: async () => session, list: async () => ({ sessions: [{ sessionId: 's1' }] }) },
    usual: { usualSessions: async () => [] },
    now: () => nowMs,
    ...dependencies,
  });
}

test('the start names skills that are used most and those that surely fail, without tools', async () => {
  const rows = [
    aRow({ skillName: 'Bash', kind: 'tool', completionRateUpper: 0.1 }),
    aRow({}),
    aRow({ skillName: 'broken', completed: 3, failed: 17, completionRate: 0.15, completionRateUpper: 0.36 }),
    aRow({ skillName: 'unlucky', completed: 1, failed: 3, completionRate: 0.25, completionRateUpper: 0.69 }),
    aRow({ skillName: 'maybe', completed: 12, failed: 8, completionRate: 0.6, completionRateUpper: 0.78 }),
  ];

  const start = await insights({
    ranking: { chosenRows: async (_, { choose }) => rows.filter((row) => choose(rows).includes(row)) },
  }).start();

  expect(start.topSkills.map(({ skillName }) => skillName)).toEqual(['lint', 'broken', 'unlucky', 'maybe']);
  expect(start.failingSkills.map(({ skillName }) => skillName)).toEqual(['broken']);
  expect(start).toMatchObject({ projectId: null, window: { since: '2026-01-12T00:00:00.000Z' } });
});

test('a checkpoint tells what fails still from what works again, and what is slower than chance explains', async () => {
  const session = aSession([
    aCall(0, { completed: false }),
    aCall(1, { completed: true }),
    aCall(2, { skillName: 'deploy', completed: true, durationSeconds: 9 }),
    aCall(3, { skillName: 'deploy', completed: false, durationSeconds: 9 }),
    aCall(4, { skillName: 'deploy', completed: null, durationSeconds: 8 }),
    aCall(5, { skillName: 'new', completed: false, durationSeconds: 900 }),
    ...[6, 7, 8, 9].map((minute) => aCall(minute, { skillName: 'calm', durationSeconds: minute === 6 ? 9 : 1 })),
  ]);
  let asked: unknown;
  const history = [aRow({}), aRow({ skillName: 'deploy' }), aRow({ skillName: 'calm' })];
  const ranking: SessionInsightsDependencies['ranking'] = {
    async chosenRows(window) {
      asked = window;
      return history;
    },
  };

  const { findings } = await insights({ ranking }, session).checkpoint({});

  expect(findings).toMatchObject([
    { reason: 'failing', skillName: 'deploy', failed: 1, known: 2, usualCompletionRate: 0.9, usualOutcomes: 100 },
    { reason: 'failing', skillName: 'new', failed: 1, known: 1, usualCompletionRate: null, usualOutcomes: 0 },
    { reason: 'retried', skillName: 'lint', retries: 1, calls: 2 },
    // scipy.stats.binom.sf(2, 3, 0.05)
    {
      reason: 'slow',
      skillName: 'deploy',
      slowCalls: 3,
      timedCalls: 3,
      medianSeconds: 9,
      pValue: expect.closeTo(0.000125, 9),
    },
  ]);
  // The session's own day is not its history.
  expect(asked).toEqual({ sinceMs: Date.UTC(2026, 0, 11), untilMs: Date.UTC(2026, 1, 10), bucket: 'day' });
});

test('the end has the order without tools and compares with earlier sessions of the project', async () => {
  const session = aSession([
    aCall(0, {}),
    aCall(1, {}),
    aCall(2, { skillName: 'Bash', kind: 'tool' }),
    aCall(30, { skillName: 'deploy', completed: false, durationSeconds: 60 }),
  ]);
  const usual = Array.from({ length: 11 }, (_, index) => ({
    calls: index,
    skills: 3,
    completed: 10,
    failed: 0,
    minutes: 10 + index,
  }));
  const usualSessions = async (question: { readonly projectId: string | null }) =>
    question.projectId === 'p' ? usual : [];

  const end = await insights({ usual: { usualSessions } }, session).end({ sessionId: 's1' });

  expect(end).toMatchObject({ sequence: ['lint', 'deploy'], usualSessions: 11, endedAt: '2026-02-10T12:31:00.000Z' });
  // numpy.quantile(range(11), [0.1, 0.5, 0.9])
  expect(end.compared).toEqual([
    { measure: 'calls', value: 4, usualLow: 1, usualMedian: 5, usualHigh: 9, standing: 'usual' },
    { measure: 'skills', value: 3, usualLow: 3, usualMedian: 3, usualHigh: 3, standing: 'usual' },
    { measure: 'minutes', value: 31, usualLow: 11, usualMedian: 15, usualHigh: 19, standing: 'higher' },
    { measure: 'failureRate', value: 0.25, usualLow: 0, usualMedian: 0, usualHigh: 0, standing: 'higher' },
  ]);
});

test('four earlier sessions are no measure, and a session without calls has none', async () => {
  const four = Array.from({ length: 4 }, () => ({ calls: 1, skills: 1, completed: 1, failed: 0, minutes: 1 }));

  const end = await insights({ usual: { usualSessions: async () => four } }).end({});

  expect(end).toMatchObject({ calls: 0, startedAt: null, endedAt: null, compared: [], usualSessions: 4 });
});

test('without any session there is none to speak of', async () => {
  const none = insights({ sessions: { show: async () => aSession([]), list: async () => ({ sessions: [] }) } });

  await expect(none.checkpoint({})).rejects.toMatchObject({ code: 'not-found' });
});
