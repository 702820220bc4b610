import { predictResultSchema, predictTrainResultSchema, toSkillEvent } from '@skills/schema';
import { simulateFeatureWorld } from '@skills/simulation';
import { expect, test as base } from 'vitest';
import { jsonOf, runSkills, type SkillsHome } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);
const now = '2026-02-10T12:00:00.000Z';
const world = simulateFeatureWorld({ seed: 1, events: 1_500, days: 25, nowMs: Date.parse(now) });
// As a team would have recorded it: a source of its own, and no word of a simulation.
const input = world.map(({ invocation }) => JSON.stringify({ ...toSkillEvent(invocation), source: 'ci' })).join('\n');

async function recorded(home: string): Promise<SkillsHome> {
  const run = await runSkills(['record', '-', '--quiet'], { home, input });
  if (run.code !== 0) throw new Error(run.error);
  return { home };
}

test('a training tells how good it is, and a prediction comes from it with its parts', async ({ home }) => {
  const at = await recorded(home);

  const trained = predictTrainResultSchema.parse(await jsonOf(['predict', 'train', '--now', now], at));
  const words = ['predict', 'skill-0', '--phase', 'plan', '--session-minutes', '5', '--user', 'user-0', '--now', now];
  const predicted = predictResultSchema.parse(await jsonOf(words, at));

  expect(trained).toMatchObject({ basis: 'model', window: { since: '2026-01-11T12:00:00.000Z' } });
  expect(trained.brier).toBeLessThan(trained.baselineBrier ?? 0);
  expect(predicted).toMatchObject({ skillName: 'skill-0', basis: 'model', modelId: trained.modelId });
  expect(predicted.features['sessionLengthMinutes']?.value).toBe(5);
  // The user was found by the pseudonym that stands in the log.
  expect(predicted.features['userSkillFamiliarity']?.value).toBeGreaterThan(0);
  const parts = Object.values(predicted.features).reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);
  expect(predicted.baseProbability + parts).toBeCloseTo(predicted.probability, 9);
});

test('features of a moment in the past are what was known then', async ({ home }) => {
  const event = world[1_200];
  if (event === undefined) throw new Error('the world is too small');
  const { invocation, features } = event;
  const at = await recorded(home);

  const words = ['predict', invocation.skillName, '--at', new Date(invocation.invokedAtMs).toISOString(), '--now', now];
  const who = invocation.userId === undefined ? [] : ['--user', invocation.userId];
  const session = ['--session', invocation.sessionId];
  const predicted = predictResultSchema.parse(await jsonOf([...words, ...who, ...session], at));

  expect(predicted.features['invocationCount24h']?.value).toBe(features.invocationCount24h);
  expect(predicted.features['averageCompletionRate24h']?.value).toBe(features.averageCompletionRate24h ?? null);
  expect(predicted.features['userSkillFamiliarity']?.value).toBe(features.userSkillFamiliarity);
  expect(predicted.features['sessionLengthMinutes']?.value).toBeCloseTo(features.sessionLengthMinutes, 6);
});

test('with too little to learn from the answer is the smoothed rate, and says so', async ({ home }) => {
  const few = input.split('\n').slice(0, 20).join('\n');
  await runSkills(['record', '-'], { home, input: few });

  const trained = predictTrainResultSchema.parse(await jsonOf(['predict', 'train', '--window', 'all'], { home }));
  const predicted = predictResultSchema.parse(await jsonOf(['predict', 'skill-0', '--now', now], { home }));
  const page = await runSkills(['predict', 'train', '--now', now], { home });

  expect(trained).toMatchObject({ basis: 'prior', modelId: null });
  expect(trained.reason).toContain('a model needs 50');
  expect(predicted).toMatchObject({ basis: 'prior', modelId: null });
  expect(page.out).toContain('No model: ');
});

test('pages for people name the figures, the calibration and the reasons', async ({ home }) => {
  const at = await recorded(home);

  const training = await runSkills(['predict', 'train', '--now', now], at);
  const prediction = await runSkills(['predict', 'skill-0', '--phase', 'verify', '--now', now], at);

  expect(training.out).toMatch(/area +0\.\d{3} under the ROC curve/);
  expect(training.out).toMatch(/predicted +came +events/);
  expect(training.out).toMatch(/phase +0\.\d{3} {2}█/);
  expect(prediction.out).toMatch(/\d+ % likely to succeed \(\d+–\d+ % of such calls do/);
  expect(prediction.out).toMatch(/phase +[−+]\d+\.\d .*phase verify/);
  expect(prediction.out).not.toMatch(/NaN|undefined|null/);
});

test('a damaged model is refused with what to do', async ({ home }) => {
  const at = await recorded(home);
  await jsonOf(['predict', 'train', '--now', now], at);
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(`${home}/.local/share/skills/skills.db`);
  database.exec("UPDATE prediction_model SET body = x'00'");
  database.close();

  const run = await runSkills(['predict', 'skill-0', '--now', now], at);

  expect(run).toMatchObject({ code: 1, out: '' });
  expect(run.error).toContain('checksum differs; train it again');
});

test.for([
  [['predict', 'nobody-calls-this'], 'no call of nobody-calls-this'],
  [['predict', 'skill-0', '--session-minutes', '-1'], '--session-minutes -1'],
  [['predict', 'skill-0', '--session-minutes', 'NaN'], '--session-minutes NaN'],
  [['predict', 'skill-0', '--at', 'yesterday'], '--at yesterday'],
  [['predict', 'train', '--window', 'forever'], '--window forever'],
  [['predict', 'train', '--window', "1d') OR 1=1 --"], "--window 1d') OR 1=1 --"],
  [['predict', 'train', '--window', '2027-01-01'], '--window 2027-01-01 is not before now'],
  [['predict'], '<skill>'],
] as const)('the line %j is refused by its word', async ([words, message], { home }) => {
  const run = await runSkills([...words, '--now', now], { home });

  expect({ code: run.code, out: run.out }).toEqual({ code: 2, out: '' });
  expect(run.error).toContain(message);
});
