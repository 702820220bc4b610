import {
  experimentAnalysisResultSchema,
  experimentAssignResultSchema,
  experimentListResultSchema,
  experimentPlanResultSchema,
  experimentStatusResultSchema,
} from '@skills/schema';
import { expect, test as base } from 'vitest';
import { departures } from './expect-shape.ts';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);

const now = ['--now', '2026-02-10T12:00:00Z'];
const create = ['ab', 'create', 'shorter', '--control', 'long', '--treatment', 'short', '--min-sample', '20', ...now];

test('an experiment is made, filled from standard input, analysed, stopped and listed', async ({ home }) => {
  const made = experimentStatusResultSchema.parse(
    await jsonOf([...create, '--metrics', 'completion_rate,duration_seconds', '--effect', '0.2'], { home }),
  );
  const users = Array.from({ length: 100 }, (_, index) => `user${index}`).join('\n');
  const { assignments } = experimentAssignResultSchema.parse(
    await jsonOf(['ab', 'assign', 'shorter', '-', ...now], { home, input: users }),
  );
  const lines = assignments.flatMap(({ userId, group }, index) =>
    Array.from({ length: 4 }, (_, run) =>
      JSON.stringify({
        userId,
        skillName: 'review',
        completed: (index + run) % 4 > (group === 'treatment' ? 0 : 2),
        durationSeconds: 1 + ((index + run) % 7),
      }),
    ),
  );
  const recorded = await jsonOf(['ab', 'record', 'shorter', '-', ...now], { home, input: lines.join('\n') });
  const analysis = await jsonOf(['ab', 'analyze', 'shorter', ...now], { home });
  const page = await runSkills(['ab', 'analyze', '1', ...now], { home });
  const stopped = experimentStatusResultSchema.parse(await jsonOf(['ab', 'stop', 'shorter', ...now], { home }));
  const listed = experimentListResultSchema.parse(await jsonOf(['ab', 'list', ...now], { home }));

  expect(made).toMatchObject({ testId: 1, status: 'running', usersMissing: 20 });
  expect(recorded).toEqual({ testId: 1, testName: 'shorter', recorded: 400 });
  const metric = { metric: 'text', effect: 'seconds', pValue: 'fraction', pValueSequential: 'fraction' } as const;
  // Of interfaces.md; an effect below 0 would be no `seconds`.
  expect(
    departures(analysis, {
      testName: 'text',
      control: { sampleSize: 'count', completionRate: 'fraction', avgDurationSeconds: 'seconds' },
      treatment: { sampleSize: 'count', completionRate: 'fraction', avgDurationSeconds: 'seconds' },
      sampleRatioMismatch: { pValue: 'fraction', flagged: 'boolean' },
      winner: 'text',
      recommendation: 'text',
    }),
  ).toEqual([]);
  const parsed = experimentAnalysisResultSchema.parse(analysis);
  expect(departures(parsed.metrics[0], { ...metric, lower: 'seconds', upper: 'seconds' })).toEqual([]);
  expect(parsed.winner).toBe('treatment');
  expect(page.out).toContain('Ship treatment strategy short');
  expect(page.out).toMatch(/completion rate +\+\d+\.\d pp.*├.*●.*┤.*better/);
  expect(page.out).toMatch(/\bhold however often you look\b/);
  expect(stopped.status).toBe('stopped');
  expect(listed.experiments).toMatchObject([{ testName: 'shorter', status: 'stopped' }]);
}, 60_000);

test.for<readonly [string, readonly string[], RegExp]>([
  ['an unknown metric', [...create, '--metrics', 'velocity'], /velocity/],
  ['a ratio of 1', [...create, '--ratio', '1'], /assignmentRatio 1 /],
  ['dates reversed', [...create, '--end', '2026-01-01'], /2026-01-01/],
  ['a rating of 9', ['ab', 'record', 'x', 'ada', '--completed', '--rating', '9'], /--rating 9/],
  ['neither completed nor failed', ['ab', 'record', 'x', 'ada'], /--completed or --failed/],
  ['a design that is none', [...create, '--design', 'guess'], /--design guess/],
  ['a guardrail without a number', [...create, '--guardrails', 'user_rating:much'], /user_rating.*NaN|margin/],
  ['a plan without an effect', ['ab', 'plan', '--baseline', '0.5'], /--effect/],
])('%s is the mistake of the caller', async ([, words, message], { home }) => {
  const run = await runSkills(words, { home });

  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.error).toMatch(message);
});

test('a line that is no outcome keeps the good ones out, and is named', async ({ home }) => {
  await jsonOf(create, { home });
  await jsonOf(['ab', 'assign', 'shorter', 'ada', ...now], { home });
  const good = JSON.stringify({ userId: 'ada', skillName: 'review', completed: true });

  const run = await runSkills(['ab', 'record', 'shorter', '-', ...now], { home, input: `${good}\n{"userId": 7}\n` });

  expect(run.code).toBe(2);
  expect(run.error).toMatch(/^skills: line 2: .*; nothing was recorded\n$/);
  expect(await jsonOf(['ab', 'status', 'shorter', ...now], { home })).toMatchObject({ outcomes: 0 });
}, 60_000);

test('a plan says how many users a rate takes', async ({ home }) => {
  const plan = experimentPlanResultSchema.parse(
    await jsonOf(['ab', 'plan', '--baseline', '0.5', '--effect', '0.1'], { home }),
  );

  // ((1.959964 + 0.841621) / 0.1)² × 2 × 0.25 users in each arm.
  expect(plan.controlUsers).toBeGreaterThanOrEqual(392);
  expect(plan.controlUsers).toBeLessThanOrEqual(394);
  expect(plan.controlUsersSequential).toBeGreaterThan(plan.controlUsers ?? 0);
});

test('what nobody made is not found, and an empty list is one', async ({ home }) => {
  expect(await runSkills(['ab', 'analyze', 'nope'], { home })).toMatchObject({ code: 2 });
  expect(await jsonOf(['ab', 'list'], { home })).toEqual({ experiments: [] });
});
