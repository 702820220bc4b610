import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { TrendRepository } from './trend-repository.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const today = Math.floor(noonMs / dayMs);
const always = { fromDay: 0, toDay: today + 1 };

test('the days of every skill come in one answer, with sums and squares', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ durationSeconds: 2 }),
    aCall({ completed: false, durationSeconds: 4 }),
    aCall({ completed: null, invokedAtMs: noonMs - dayMs }),
    aCall({ skillName: 'audit', kind: 'tool', invokedAtMs: noonMs - 9 * dayMs }),
  );
  const trends = new TrendRepository({ engine });

  expect(await trends.skillDays(always)).toMatchObject([
    {
      skillName: 'review',
      kind: 'skill',
      days: [
        { day: today - 1, invocations: 1, completed: 0, failed: 0, durationCount: 0 },
        {
          day: today,
          invocations: 2,
          completed: 1,
          failed: 1,
          durationCount: 2,
          durationSecondsSum: 6,
          durationSecondsSquaredSum: 20,
        },
      ],
    },
    { skillName: 'audit', kind: 'tool', days: [{ day: today - 9 }] },
  ]);
});

test('a span and a name narrow it', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall(), aCall({ kind: 'tool' }), aCall({ skillName: 'audit' }), aCall({ invokedAtMs: noonMs - dayMs }));
  const trends = new TrendRepository({ engine });

  const ofToday = await trends.skillDays({ fromDay: today, toDay: today + 1 }, { skillName: 'review' });

  expect(ofToday.map(({ kind, days }) => [kind, days.length])).toEqual([
    ['skill', 1],
    ['tool', 1],
  ]);
  expect(await trends.skillDays(always, { skillName: 'review', kind: 'tool' })).toHaveLength(1);
  expect(await trends.kindsOf('review')).toEqual(['skill', 'tool']);
  expect(await trends.kindsOf('nobody')).toEqual([]);
});

test('the log knows from when to when it is, and in which hours anything ran', async () => {
  const { engine, record } = await openTestLog();
  const trends = new TrendRepository({ engine });
  const empty = await trends.logSpan();
  await record(
    aCall({ invokedAtMs: noonMs - 3 * dayMs + 90_000 }),
    aCall({ invokedAtMs: noonMs - 2 * hourMs }),
    aCall({ skillName: 'audit', invokedAtMs: noonMs + 5 * hourMs + 1234 }),
  );

  expect(empty).toBeUndefined();
  expect(await trends.logSpan()).toEqual({ firstMs: noonMs - 3 * dayMs, lastMs: noonMs + 5 * hourMs + 1234 });
  expect(await trends.activeHours(always)).toEqual([
    { day: today - 3, firstHour: 12, lastHour: 12 },
    { day: today, firstHour: 10, lastHour: 17 },
  ]);
});

test('hours of the week begin with Monday', async () => {
  const { engine, record } = await openTestLog();
  // Noon of 2026-02-10, a Tuesday, and of the Tuesday before.
  await record(aCall(), aCall({ invokedAtMs: noonMs - 7 * dayMs, durationSeconds: 3 }), aCall({ skillName: 'audit' }));

  const hours = await new TrendRepository({ engine }).hoursOfWeek(always, { skillName: 'review', kind: 'skill' });

  expect(hours).toEqual([
    { hourOfWeek: 36, invocations: 2, completed: 2, failed: 0, durationCount: 1, durationSecondsSum: 3 },
  ]);
});

test('a session is new on the first day on which it ran the skill, however often it comes back', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ invokedAtMs: noonMs - 4 * dayMs, sessionId: 'a' }),
    aCall({ invokedAtMs: noonMs - 4 * dayMs, sessionId: 'b' }),
    aCall({ invokedAtMs: noonMs - 2 * dayMs, sessionId: 'a' }),
    aCall({ invokedAtMs: noonMs, sessionId: 'a' }),
    aCall({ invokedAtMs: noonMs, sessionId: 'c' }),
    aCall({ invokedAtMs: noonMs, sessionId: 'd', skillName: 'audit' }),
  );

  const days = await new TrendRepository({ engine }).newSessions({ skillName: 'review', kind: 'skill' });

  expect(days).toEqual([
    { day: today - 4, invocations: 2, newSessions: 2 },
    { day: today - 2, invocations: 1, newSessions: 0 },
    { day: today, invocations: 2, newSessions: 1 },
  ]);
});
