import type { ExperimentOutcome } from '@skills/schema';
import { expect, test as base } from 'vitest';
import { anExperiment } from '../../test/an-experiment.ts';
import { noonMs, openTestLog } from '../../test/open-test-log.ts';
import { ExperimentRepository } from './experiment-repository.ts';
import { ExperimentUnitRepository } from './experiment-unit-repository.ts';

const test = base.extend('scene', async () => {
  const { engine } = await openTestLog();
  const testId = await new ExperimentRepository({ engine }).create(anExperiment(), noonMs);
  const units = new ExperimentUnitRepository({ engine });
  await units.assign(testId, [
    { userId: 'u1', arm: 'control', assignedAtMs: noonMs },
    { userId: 'u2', arm: 'treatment', assignedAtMs: noonMs },
  ]);
  return { engine, testId, units };
});

const outcome = (fields: Partial<ExperimentOutcome>): ExperimentOutcome => ({
  userId: 'u1',
  skillName: 'review',
  completed: true,
  durationSeconds: null,
  userRating: null,
  recordedAtMs: noonMs,
  seenArm: null,
  ...fields,
});

test('a user who is in already keeps arm and time, whatever is asked', async ({ scene: { engine, testId, units } }) => {
  const again = await units.assign(testId, [{ userId: 'u1', arm: 'treatment', assignedAtMs: noonMs + 1000 }]);

  expect(again.get('u1')).toEqual({ userId: 'u1', arm: 'control', assignedAtMs: noonMs });
  expect(await engine.all('SELECT count(*) FROM ab_test_assignments')).toEqual([[2]]);
});

test('sums follow the outcomes of each user', async ({ scene: { testId, units } }) => {
  await units.record(testId, [
    outcome({ durationSeconds: 2, userRating: 4 }),
    outcome({ completed: false, durationSeconds: 3 }),
  ]);
  await units.record(testId, [outcome({ userId: 'u2', skillName: 'never-seen' }), outcome({ userRating: 5 })]);

  const { arm, isMixed, totals } = await units.recordedUnits(testId);

  expect(Array.from(arm)).toEqual([0, 1]);
  expect(Array.from(isMixed)).toEqual([0, 0]);
  expect(Object.fromEntries(Object.entries(totals).map(([name, column]) => [name, Array.from(column)]))).toEqual({
    outcomes: [3, 1],
    known: [3, 1],
    completed: [2, 1],
    durationCount: [2, 0],
    durationSeconds: [5, 0],
    ratingCount: [2, 0],
    ratingSum: [9, 0],
  });
});

test('a user given the treatment of the other arm is marked, and stays so', async ({ scene: { testId, units } }) => {
  await units.record(testId, [outcome({ seenArm: 'treatment' }), outcome({ userId: 'u2', seenArm: 'treatment' })]);
  await units.record(testId, [outcome({})]);

  expect(Array.from((await units.recordedUnits(testId)).isMixed)).toEqual([1, 0]);
});

test('outcomes that another program wrote are counted, and its nonsense is not', async ({
  scene: { engine, testId, units },
}) => {
  await units.record(testId, [outcome({})]);
  await engine.transaction((transaction) =>
    transaction.runMany(
      `INSERT INTO ab_test_outcomes (test_id, user_id, skill_name, completed, duration_seconds, user_rating)
       VALUES (?, ?, 'review', ?, ?, ?)`,
      [
        [testId, 'u1', 0, -5, 9],
        [testId, 'u1', 1, 'soon', 3],
        [testId, 'u2', 1, 4, null],
        [testId, 'nobody', 1, 4, null],
      ],
    ),
  );

  const { totals } = await units.recordedUnits(testId);

  expect(Array.from(totals.outcomes)).toEqual([3, 1]);
  expect(Array.from(totals.completed)).toEqual([2, 1]);
  expect(Array.from(totals.durationCount)).toEqual([0, 1]);
  expect(Array.from(totals.ratingSum)).toEqual([3, 0]);
});

test('of several outcomes, all are stored or none', async ({ scene: { engine, testId, units } }) => {
  const recording = units.record(testId, [outcome({}), outcome({ durationSeconds: Number.NaN })]);

  await expect(recording).rejects.toThrow('NaN');
  expect(await engine.all('SELECT count(*) FROM ab_test_outcomes')).toEqual([[0]]);
  expect(Array.from((await units.recordedUnits(testId)).totals.outcomes)).toEqual([0, 0]);
});

test('an experiment of the predecessor has its users without any row of ours', async ({ scene: { engine, units } }) => {
  await engine.transaction(async (transaction) => {
    await transaction.script(`
      INSERT INTO ab_test_configs (test_id, test_name, control_strategy, treatment_strategy, start_date)
        VALUES (9, 'old', 'a', 'b', '2026-01-01');
      INSERT INTO ab_test_assignments (test_id, user_id, group_name, assigned_at) VALUES
        (9, 'ada', 'control', '2026-01-02 03:04:05'), (9, 'bob', 'treatment', '2026-01-02T03:04:05+00:00'),
        (9, 'eve', 'holdout', '2026-01-02');
      INSERT INTO skill_metrics (skill_name) VALUES ('review');
      INSERT INTO ab_test_outcomes (test_id, user_id, skill_name, completed) VALUES
        (9, 'ada', 'review', 1), (9, 'ada', 'review', 0), (9, 'bob', 'review', 1);`);
  });

  const { arm, assignedAtMs, totals } = await units.recordedUnits(9);

  expect(Array.from(arm)).toEqual([0, 1]);
  expect(Array.from(assignedAtMs)).toEqual([Date.UTC(2026, 0, 2, 3, 4, 5), Date.UTC(2026, 0, 2, 3, 4, 5)]);
  expect(Array.from(totals.outcomes)).toEqual([2, 1]);
  expect(await units.counts()).toContainEqual({ testId: 9, control: 1, treatment: 1 });
});
