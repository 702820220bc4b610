import { experimentMetric } from '@skills/schema';
import { expect, test } from 'vitest';
import { anExperiment } from '../../test/an-experiment.ts';
import { noonMs, openTestLog } from '../../test/open-test-log.ts';
import { ExperimentRepository } from './experiment-repository.ts';

test('an experiment is read as it was created, by its id and by its name', async () => {
  const { engine } = await openTestLog();
  const experiments = new ExperimentRepository({ engine });
  const experiment = anExperiment(
    { assignmentRatio: 0.8, endMs: null },
    {
      metrics: [
        experimentMetric('user_rating'),
        experimentMetric('duration_seconds', { role: 'guardrail', margin: 0.1 }),
      ],
    },
  );

  const testId = await experiments.create(experiment, noonMs);

  expect(await experiments.find(testId)).toEqual({ ...experiment, testId });
  expect(await experiments.find('shorter-prompt')).toEqual({ ...experiment, testId });
  expect(await experiments.find('longer-prompt')).toBeUndefined();
});

test('a name that is taken leaves nothing of the second experiment', async () => {
  const { engine } = await openTestLog();
  const experiments = new ExperimentRepository({ engine });
  await experiments.create(anExperiment(), noonMs);

  const second = experiments.create(anExperiment({ description: 'again' }), noonMs);

  await expect(second).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('shorter-prompt'),
  });
  expect(await engine.all('SELECT count(*) FROM ab_test_configs')).toEqual([[1]]);
  expect(await engine.all('SELECT count(*) FROM ab_test_settings')).toEqual([[1]]);
});

test('experiments are listed with the newest first', async () => {
  const { engine } = await openTestLog();
  const experiments = new ExperimentRepository({ engine });
  await experiments.create(anExperiment({ testName: 'first' }), noonMs);
  await experiments.create(anExperiment({ testName: 'second' }), noonMs);

  expect((await experiments.list()).map(({ testName }) => testName)).toEqual(['second', 'first']);
});

test('an experiment that another process changed since is not changed again', async () => {
  const { engine } = await openTestLog();
  const experiments = new ExperimentRepository({ engine });
  const testId = await experiments.create(anExperiment(), noonMs);
  const read = { ...anExperiment(), testId };
  await experiments.change(read, { ...read, status: 'stopped', endMs: noonMs });

  const late = experiments.change(read, { ...read, status: 'stopped', endMs: noonMs + 1 });

  await expect(late).rejects.toMatchObject({ code: 'storage-busy' });
  expect(await experiments.find(testId)).toMatchObject({ status: 'stopped', endMs: noonMs });
});

test.for([
  ['completion_rate,user_rating', ['completion_rate', 'user_rating']],
  ['["completion_rate", "duration_seconds"]', ['completion_rate', 'duration_seconds']],
  ['velocity', ['completion_rate']],
  [null, ['completion_rate']],
])('the metrics %s of the predecessor are %s', async ([stored, names]) => {
  const { engine } = await openTestLog();
  await engine.transaction((transaction) =>
    transaction.run(
      `INSERT INTO ab_test_configs (test_id, test_name, control_strategy, treatment_strategy, start_date, metrics)
       VALUES (7, 'old', 'a', 'b', '2026-02-01T08:00:00.123456', ?)`,
      [typeof stored === 'string' ? stored : null],
    ),
  );

  const experiment = await new ExperimentRepository({ engine }).find(7);

  expect(experiment).toMatchObject({
    testName: 'old',
    startMs: Date.UTC(2026, 1, 1, 8, 0, 0, 123),
    status: 'running',
    assignmentRatio: 0.5,
    minSampleSize: 100,
    settings: { seed: 'old', outcomesFrom: 'recorded' },
  });
  expect(experiment?.settings.metrics.map(({ metric }) => metric)).toEqual(names);
});

test('settings that are no settings are damage, and named', async () => {
  const { engine } = await openTestLog();
  const experiments = new ExperimentRepository({ engine });
  const testId = await experiments.create(anExperiment(), noonMs);
  await engine.transaction((transaction) => transaction.run(`UPDATE ab_test_settings SET settings = '{"seed": 1}'`));

  await expect(experiments.find(testId)).rejects.toMatchObject({
    code: 'storage-corrupt',
    message: expect.stringContaining('shorter-prompt'),
  });
});
