import type { Experiment, SkillInvocation } from '@skills/schema';
import { expect, test } from 'vitest';
import { anExperiment } from '../../test/an-experiment.ts';
import { aCall, noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { ExperimentEventRepository } from './experiment-event-repository.ts';
import { ExperimentRepository } from './experiment-repository.ts';
import { ExperimentUnitRepository } from './experiment-unit-repository.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const settings = { outcomesFrom: 'events', skillName: 'review', prePeriodDays: 10 } as const;

/** An experiment on `review` in which ada (control) and bob (treatment) are since the day before noon. */
async function scene(calls: readonly SkillInvocation[], more: Partial<Experiment['settings']> = {}) {
  const { engine, record } = await openTestLog();
  await record(...calls);
  const created = anExperiment({}, { ...settings, ...more });
  const testId = await new ExperimentRepository({ engine }).create(created, noonMs);
  await new ExperimentUnitRepository({ engine }).assign(testId, [
    { userId: testPseudonym('ada'), arm: 'control', assignedAtMs: noonMs - dayMs },
    { userId: testPseudonym('bob'), arm: 'treatment', assignedAtMs: noonMs - dayMs },
  ]);
  const experiment = { ...created, testId };
  const events = new ExperimentEventRepository({ engine });
  const units = await new ExperimentUnitRepository({ engine }).recordedUnits(testId);
  return { experiment, events, assigned: async () => events.withCalls(experiment, units, counted) };
}

const counted = { fromMs: noonMs - 7 * dayMs, untilMs: noonMs };
const at = (hours: number, fields: Partial<SkillInvocation> = {}): SkillInvocation =>
  aCall({ userId: 'ada', invokedAtMs: noonMs - hours * hourMs, ...fields });

test('calls of the skill count for an assigned user, from the assignment to the end', async () => {
  const { assigned } = await scene([
    at(30),
    at(24, { durationSeconds: 2, rating: 4 }),
    at(2, { completed: false }),
    at(1, { userId: 'bob', completed: null }),
    at(1, { skillName: 'deploy' }),
    at(1, { userId: 'eve' }),
    aCall({ invokedAtMs: noonMs - hourMs }),
    at(0),
  ]);

  const { totals, isMixed } = await assigned();

  expect(Array.from(totals.outcomes)).toEqual([2, 1]);
  expect(Array.from(totals.known)).toEqual([2, 0]);
  expect(Array.from(totals.completed)).toEqual([1, 0]);
  expect(Array.from(totals.durationSeconds)).toEqual([2, 0]);
  expect(Array.from(totals.ratingSum)).toEqual([4, 0]);
  expect(Array.from(isMixed)).toEqual([0, 0]);
});

test('calls of a pause do not count', async () => {
  const pauses = [{ fromMs: noonMs - 5 * hourMs, untilMs: noonMs - 3 * hourMs }];
  const { assigned } = await scene([at(6), at(4), at(2)], { pauses });

  expect(Array.from((await assigned()).totals.outcomes)).toEqual([2, 0]);
});

test('a user who ran the version of the other arm was seen in both', async () => {
  const { assigned } = await scene(
    [
      at(3, { skillVersion: 'v1' }),
      at(2, { skillVersion: 'v2' }),
      at(2, { userId: 'bob', skillVersion: 'v2' }),
      at(1, { userId: 'bob' }),
    ],
    { controlVersion: 'v1', treatmentVersion: 'v2' },
  );

  const { isMixed, totals } = await assigned();

  expect(Array.from(isMixed)).toEqual([1, 0]);
  expect(Array.from(totals.outcomes)).toEqual([2, 2]);
});

test('the past of a user ends where the assignment begins', async () => {
  const { assigned } = await scene([at(24 * 12), at(24 * 5), at(25), at(24), at(1)]);

  const { before, totals } = await assigned();

  expect(Array.from(before?.outcomes ?? [])).toEqual([2, 0]);
  expect(Array.from(totals.outcomes)).toEqual([2, 0]);
});

test('versions that nobody assigned make one row per user and version', async () => {
  const { experiment, events } = await scene(
    [
      at(3, { skillVersion: 'v1' }),
      at(2, { skillVersion: 'v2' }),
      at(2, { skillVersion: 'v2', completed: false }),
      at(2, { userId: 'bob', skillVersion: 'v2' }),
      at(1, { userId: 'bob', skillVersion: 'v3' }),
      at(1, { userId: 'bob' }),
    ],
    { design: 'versions', controlVersion: 'v1', treatmentVersion: 'v2' },
  );

  const { user, arm, totals } = await events.unitsOfVersions(experiment, counted);

  expect(Array.from(arm)).toEqual([0, 1, 1]);
  expect(user[0]).toBe(user[1]);
  expect(user[2]).not.toBe(user[1]);
  expect(Array.from(totals.outcomes)).toEqual([1, 2, 1]);
  expect(Array.from(totals.completed)).toEqual([1, 1, 1]);
});

test('a change makes one row per user and side of it', async () => {
  const { experiment, events } = await scene([at(3), at(2), at(1), at(2, { userId: 'bob' })], {
    design: 'before_after',
    changeAtMs: noonMs - 2 * hourMs,
  });

  const { arm, totals } = await events.unitsOfPeriods(experiment, counted);

  expect(Array.from(arm)).toEqual([0, 1, 1]);
  expect(Array.from(totals.outcomes)).toEqual([1, 2, 1]);
});
