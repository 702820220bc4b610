import type { ABTestConfig } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { aConfig as config, openExperiments } from './open-experiments.ts';

const outcome = { skillName: 'review', completed: true };

describe('bad input is refused by name, and nothing of it is stored', () => {
  test.for<readonly [string, Partial<ABTestConfig>, RegExp]>([
    ['an unknown metric', { metrics: ['velocity'] }, /velocity/],
    ['dates reversed', { endDate: '2026-01-01T00:00:00Z' }, /2026-01-01T00:00:00Z/],
    ['a ratio of 0', { assignmentRatio: 0 }, /assignmentRatio 0 /],
    ['a ratio of 1.5', { assignmentRatio: 1.5 }, /assignmentRatio 1\.5/],
    ['a ratio that is no number', { assignmentRatio: Number.NaN }, /assignmentRatio.*NaN/],
    ['a sample of nobody', { minSampleSize: 0 }, /minSampleSize 0/],
    ['a time that is none', { startDate: '2026-02-30T00:00:00Z' }, /startDate/],
    ['a versions comparison without a skill', { design: 'versions' }, /skillName/],
    ['the same version twice', { skillName: 'review', controlVersion: 'v1', treatmentVersion: 'v1' }, /v1/],
    [
      'a change outside the dates',
      { design: 'before_after', skillName: 'x', changeAt: '2026-01-01T00:00:00Z' },
      /2026-01-01/,
    ],
    ['a metric named twice', { guardrails: [{ metric: 'completion_rate' }] }, /completion_rate is named twice/],
  ])('%s', async ([, fields, message]) => {
    const { engine, framework } = await openExperiments();

    const creating = framework.createTest({ ...config, ...fields });

    await expect(creating).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(message) });
    expect(await engine.all('SELECT count(*) FROM ab_test_configs')).toEqual([[0]]);
  });

  test('a name that is taken', async () => {
    const { framework } = await openExperiments();
    await framework.createTest(config);

    await expect(framework.createTest(config)).rejects.toThrow(/shorter-prompt exists already/);
    await expect(framework.analyzeResults('longer-prompt')).rejects.toMatchObject({ code: 'not-found' });
  });

  test.for<readonly [string, object, RegExp]>([
    ['a rating of 6', { userRating: 6 }, /userRating 6/],
    ['a rating of 0', { userRating: 0 }, /userRating 0/],
    ['a negative duration', { durationSeconds: -1 }, /durationSeconds -1/],
    ['NaN', { durationSeconds: Number.NaN }, /durationSeconds NaN/],
    ['infinity', { durationSeconds: Infinity }, /durationSeconds Infinity/],
    ['no skill', { skillName: undefined }, /skillName/],
  ])('%s takes the good outcomes of the same call with it', async ([, fields, message]) => {
    const { engine, framework } = await openExperiments();
    const testId = await framework.createTest(config);
    await framework.assignUserToGroup(testId, 'ada');
    const good = { ...outcome, userId: 'ada' };

    const recording = framework.recordOutcomes(testId, [good, { ...good, ...fields }]);

    await expect(recording).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(message) });
    expect(await engine.all('SELECT count(*) FROM ab_test_outcomes')).toEqual([[0]]);
  });

  test('a user outside the experiment', async () => {
    const { engine, framework } = await openExperiments();
    const testId = await framework.createTest(config);

    await expect(framework.recordOutcome(testId, 'eve', outcome)).rejects.toThrow(
      /^outcome 1: user u_[\w-]{22} is not in experiment/,
    );
    await expect(framework.assignUserToGroup(testId, ' ')).rejects.toThrow(/is empty/);
    expect(await engine.all('SELECT count(*) FROM ab_test_assignments')).toEqual([[0]]);
  });
});
