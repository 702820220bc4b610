import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { callCells, callsOfSkill } from './calls-of-skill.ts';

const question = { skillName: 'review', skillKind: null, fromMs: noonMs, untilMs: noonMs + 100, withVersion: false };

test('pages hold every call once and in order, also those of one millisecond', async () => {
  const { engine, record } = await openTestLog();
  const times = [0, 0, 0, 0, 0, 1, 2, 2, 99, 100];
  await record(...times.map((ms) => aCall({ userId: 'ada', invokedAtMs: noonMs + ms })));
  await record(aCall({ userId: 'ada', kind: 'slash_command', invokedAtMs: noonMs + 7 }));

  const pages: number[][] = [];
  for await (const page of callsOfSkill(engine, { ...question, callsPerPage: 2 })) {
    pages.push(page.map((call) => Number(call[callCells.atMs]) - noonMs));
  }

  expect(pages.flat()).toEqual([0, 0, 0, 0, 0, 1, 2, 2, 99, 7]);
  expect(Math.max(...pages.map(({ length }) => length))).toBe(2);
});

test('a skill that nobody called has no calls', async () => {
  const { engine } = await openTestLog();

  const page = await callsOfSkill(engine, { ...question, skillName: 'deploy' }).next();

  expect(page).toEqual({ done: true, value: undefined });
});
