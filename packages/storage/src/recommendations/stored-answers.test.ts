import { expect, test } from 'vitest';
import { noonMs, openTestLog } from '../../test/open-test-log.ts';
import { ImportedBaselineRepository } from './imported-baseline-repository.ts';
import { RecommenderChoiceRepository } from './recommender-choice-repository.ts';

const row = {
  skillName: 'review',
  totalUsers: 25,
  totalInvocations: 100,
  globalCompletionRate: 0.9,
  globalAverageDurationSeconds: null,
  mostCommonWorkflowPhase: 'verify',
  effectivenessPercentile: 40,
};
const file = {
  format: 'skills-baselines',
  version: 1,
  team: `t_${'x'.repeat(22)}`,
  releasedAt: '2026-02-01T00:00:00.000Z',
  minUsers: 20,
  noise: { mechanism: 'rounding', countsTo: 5 },
  baselines: [row, { ...row, skillName: 'lint' }],
} as const;

test('what a team gives takes the place of what it gave before', async () => {
  const { engine } = await openTestLog();
  const repository = new ImportedBaselineRepository({ engine });

  expect(await repository.replace({ ...file, baselines: [...file.baselines] }, noonMs)).toBe(0);
  expect(await repository.replace({ ...file, baselines: [row] }, noonMs)).toBe(2);
  await repository.replace({ ...file, team: `t_${'a'.repeat(22)}`, baselines: [] }, noonMs);

  const [other, first] = await repository.all();
  expect(other?.baselines).toEqual([]);
  expect(first).toEqual({
    team: file.team,
    releasedAt: file.releasedAt,
    importedAt: new Date(noonMs).toISOString(),
    minUsers: 20,
    epsilon: null,
    baselines: [{ ...row, lastUpdated: file.releasedAt }],
  });
});

test('keeps the last choice of a model', async () => {
  const { engine } = await openTestLog();
  const repository = new RecommenderChoiceRepository({ engine });
  expect(await repository.latest()).toBeUndefined();

  await repository.save({ model: 'ease', chosenAtMs: 1, interactions: 5, figures: '{}' });
  await repository.save({ model: 'rp3-beta', chosenAtMs: noonMs, interactions: 7, figures: '{"k":10}' });

  expect(await repository.latest()).toEqual({
    model: 'rp3-beta',
    chosenAtMs: noonMs,
    interactions: 7,
    figures: '{"k":10}',
  });
});
