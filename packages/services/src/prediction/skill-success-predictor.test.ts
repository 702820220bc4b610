import { monitorEventLoopDelay } from 'node:perf_hooks';
import { featureSchemaVersion } from '@skills/analytics';
import { predictResultSchema, predictTrainResultSchema, type SkillInvocation } from '@skills/schema';
import { simulateFeatureWorld } from '@skills/simulation';
import { describe, expect, test } from 'vitest';
import { predictionLog, predictionModels } from '../../test/prediction-log.ts';
import { SkillSuccessPredictor, type SuccessQuestion } from './skill-success-predictor.ts';
import { trainedOutcome } from './training-job.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);
const window = { sinceMs: nowMs - 30 * 86_400_000, untilMs: nowMs };
const world = simulateFeatureWorld({ seed: 2, events: 2_500, days: 30, nowMs });
const calls = world.map(({ invocation }) => invocation);

function predictorOver(some: readonly SkillInvocation[], isThreaded = false) {
  const models = predictionModels();
  const predictor = new SkillSuccessPredictor({
    events: predictionLog(some),
    models,
    pseudonymOf: (userId) => userId,
    now: () => nowMs,
    ...(isThreaded ? {} : { train: async (job) => trainedOutcome(job) }),
  });
  return { predictor, models };
}

function aCall(fields: Partial<SkillInvocation>): SkillInvocation {
  return {
    callId: 'c',
    source: 'test',
    kind: 'skill',
    skillName: 'review',
    invokedAtMs: nowMs - 1000,
    completed: true,
    sessionId: 's',
    ...fields,
  };
}

const question: SuccessQuestion = { skillName: 'skill-0', atMs: nowMs, workflowPhase: 'plan', userId: 'user-0' };

describe('with a trained model', async () => {
  const { predictor, models } = predictorOver(calls);
  const trained = await predictor.trainModel({ window });

  test('a training has its figures and stores the model', () => {
    expect(predictTrainResultSchema.parse(trained)).toEqual(trained);
    expect(trained).toMatchObject({ basis: 'model', reason: null, modelId: 'm_1' });
    expect(trained.samples).toBe(calls.filter(({ completed }) => completed !== null).length);
    expect(trained.brier).toBeLessThan(trained.baselineBrier ?? 0);
    expect(models.saved[0]).toMatchObject({ featureSchemaVersion, sinceMs: window.sinceMs, untilMs: nowMs });
  });

  test('a prediction lies in its interval, and its parts add up to it', async () => {
    const result = await predictor.predictSuccessProbability({ ...question, isExplained: true });

    expect(predictResultSchema.parse(result)).toEqual(result);
    expect(result).toMatchObject({ basis: 'model', modelId: 'm_1', skillName: 'skill-0' });
    expect(result.lower).toBeLessThanOrEqual(result.probability);
    expect(result.upper).toBeGreaterThanOrEqual(result.probability);
    const parts = Object.values(result.features).map(({ contribution }) => contribution ?? Number.NaN);
    expect(result.baseProbability + parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(result.probability, 10);
  });

  test('what helps in truth helps in prediction', async () => {
    const verify = await predictor.predictSuccessProbability({
      ...question,
      workflowPhase: 'verify',
      sessionLengthMinutes: 45,
    });
    const plan = await predictor.predictSuccessProbability({ ...question, sessionLengthMinutes: 0 });

    expect(plan.probability).toBeGreaterThan(verify.probability + 0.1);
  });

  test('a phase that the model has not seen counts as none and extends nothing', async () => {
    const settings = models.saved[0]?.settings;

    const strange = await predictor.predictSuccessProbability({ ...question, workflowPhase: 'never seen' });
    const missing = await predictor.predictSuccessProbability({ ...question, workflowPhase: undefined });
    const again = await predictor.predictSuccessProbability({ ...question, workflowPhase: 'never seen' });

    expect(strange.probability).toBe(missing.probability);
    expect(again.probability).toBe(strange.probability);
    expect(strange.features['workflowPhaseEncoded']).toMatchObject({
      value: 'never seen',
      interpretation: 'phase never seen, which the model has not seen: taken as none',
    });
    expect(models.saved[0]?.settings).toBe(settings);
  });

  test('familiarity is by the user over all sessions', async () => {
    const mine = calls.filter((call) => call.userId === 'user-0' && call.skillName === 'skill-0');

    const features = await predictor.getFeatureExplanation(question);
    const stranger = await predictor.getFeatureExplanation({ ...question, userId: 'somebody else' });

    expect(features['userSkillFamiliarity']?.value).toBe(mine.filter(({ completed }) => completed === true).length);
    expect(stranger['userSkillFamiliarity']?.value).toBe(0);
  });

  test('a question about the past knows only what was known then', async () => {
    const index = 1_800;
    const past = calls[index];
    const truth = world[index]?.features;
    if (past === undefined || truth === undefined) throw new Error('the world is too small');
    const asked = { ...past, atMs: past.invokedAtMs };

    const features = await predictor.getFeatureExplanation(asked);

    expect(features['invocationCount24h']?.value).toBe(truth.invocationCount24h);
    expect(features['averageCompletionRate24h']?.value).toBe(truth.averageCompletionRate24h ?? null);
    expect(features['userSkillFamiliarity']?.value).toBe(truth.userSkillFamiliarity);
    expect(features['sessionLengthMinutes']?.value).toBeCloseTo(truth.sessionLengthMinutes, 9);
    expect(features['hourOfDay']?.value).toBe(truth.hourOfDay);
  });

  test('another program reads the same model and says the same', async () => {
    const other = new SkillSuccessPredictor({
      events: predictionLog(calls),
      models,
      pseudonymOf: (userId) => userId,
      now: () => nowMs,
    });

    expect(await other.predictSuccessProbability(question)).toEqual(
      await predictor.predictSuccessProbability(question),
    );
  });
});

test('training walks the log once, whatever the number of events', async () => {
  const log = predictionLog(calls.slice(0, 500));
  const asked: string[] = [];
  const counting = new Proxy(log, {
    get(target, name, receiver) {
      asked.push(String(name));
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  const predictor = new SkillSuccessPredictor({
    events: counting,
    models: predictionModels(),
    pseudonymOf: (userId) => userId,
    now: () => nowMs,
    train: async (job) => trainedOutcome(job),
  });

  await predictor.trainModel({ window });

  expect(asked).toEqual(['eventsBefore', 'phaseNames']);
});

test('the same events and seed give the same model', async () => {
  const some = calls.slice(0, 700);
  const [first, second] = [predictorOver(some), predictorOver(some)];

  await first.predictor.trainModel({ window });
  await second.predictor.trainModel({ window });

  expect(second.models.saved).toEqual(first.models.saved);
});

test('training goes on beside the event loop, and gives what it gives within it', async () => {
  const { predictor, models } = predictorOver(calls, true);
  const within = predictorOver(calls);
  await within.predictor.trainModel({ window });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 10);

  delay.enable();
  const { durationSeconds } = await predictor.trainModel({ window });
  delay.disable();
  clearInterval(ticking);

  // In this thread nothing at all would tick meanwhile.
  expect(ticks).toBeGreaterThan(5);
  expect(delay.max / 1e9).toBeLessThan(Math.max(0.25, durationSeconds / 2));
  expect(models.saved).toEqual(within.models.saved);
});

test.each([
  ['no event at all', [], '0 known outcomes in the window, a model needs 50'],
  ['too few outcomes', calls.slice(0, 30), 'a model needs 50'],
  ['successes only', calls.filter(({ completed }) => completed === true), 'is a failure'],
  ['failures only', calls.filter(({ completed }) => completed === false), 'is a success'],
])('%s gives a prior and its reason, not an error', async (_, some, reason) => {
  const { predictor, models } = predictorOver(some);

  const trained = await predictor.trainModel({ window });

  expect(predictTrainResultSchema.parse(trained)).toEqual(trained);
  expect(trained).toMatchObject({ basis: 'prior', modelId: null, auc: null });
  expect(trained.reason).toContain(reason);
  expect(models.saved).toEqual([]);
});

test('without a model the answer is the skill’s smoothed rate with its interval', async () => {
  const some = [
    ...Array.from({ length: 8 }, (_, index) => aCall({ callId: `a${index}`, invokedAtMs: nowMs - 9_000 + index })),
    aCall({ callId: 'b', skillName: 'deploy', completed: false, invokedAtMs: nowMs - 10 }),
  ];
  const { predictor } = predictorOver(some);

  const review = await predictor.predictSuccessProbability({ skillName: 'review', atMs: nowMs });
  const deploy = await predictor.predictSuccessProbability({ skillName: 'deploy', atMs: nowMs });

  expect(predictResultSchema.parse(review)).toEqual(review);
  expect(review).toMatchObject({ basis: 'prior', modelId: null, baseProbability: 8 / 9 });
  // (8 + 10 * 8/9) / 18 and (0 + 10 * 8/9) / 11
  expect(review.probability).toBeCloseTo(0.9383, 4);
  expect(deploy.probability).toBeCloseTo(0.8081, 4);
  expect(deploy.upper - deploy.lower).toBeGreaterThan(review.upper - review.lower);
  expect(review.features['averageCompletionRate24h']).toMatchObject({ value: 1, contribution: null });
});

test('a skill of one class only predicts without failing', async () => {
  const some = Array.from({ length: 200 }, (_, index) =>
    aCall({ callId: `c${index}`, invokedAtMs: nowMs - 500_000 + index * 1000 }),
  );
  const { predictor } = predictorOver(some);
  await predictor.trainModel({ window });

  const { basis, probability, upper } = await predictor.predictSuccessProbability({ skillName: 'review', atMs: nowMs });

  expect({ basis, probability, upper }).toEqual({ basis: 'prior', probability: 1, upper: 1 });
});

test.each([
  [{ skillName: 'never called' }, /no call of never called/],
  [{ skillName: '' }, /got an empty one/],
  [{ atMs: Number.NaN }, /got NaN/],
  [{ atMs: -1 }, /got -1/],
  [{ atMs: Infinity }, /got Infinity/],
  [{ sessionLengthMinutes: -3 }, /got -3/],
  [{ sessionLengthMinutes: Number.NaN }, /got NaN/],
  [{ sessionLengthMinutes: Infinity }, /got Infinity/],
  [{ workflowPhase: '' }, /got an empty one/],
])('the question %j is refused by its value', async (fields, message) => {
  const { predictor } = predictorOver(calls.slice(0, 100));

  await expect(predictor.predictSuccessProbability({ ...question, ...fields })).rejects.toThrow(message);
});

test.each([
  [nowMs, nowMs - 1],
  [Number.NaN, nowMs],
  [0, Infinity],
  [-5, nowMs],
])('a window from %d to %d is refused by its bounds', async (sinceMs, untilMs) => {
  const { predictor, models } = predictorOver(calls.slice(0, 100));

  await expect(predictor.trainModel({ window: { sinceMs, untilMs } })).rejects.toThrow(`got ${sinceMs} to ${untilMs}`);
  expect(models.saved).toEqual([]);
});

test.each([
  [{ featureSchemaVersion: featureSchemaVersion + 1 }, 'schema-newer'],
  [{ featureSchemaVersion: 0 }, 'schema-unknown'],
  [{ body: Uint8Array.of(1, 2, 3) }, 'storage-corrupt'],
  [{ settings: 'not JSON' }, 'storage-corrupt'],
  [{ settings: '{}' }, 'invalid-input'],
])('a stored model with %j is refused', async (fields, code) => {
  const { predictor, models } = predictorOver(calls.slice(0, 400));
  await predictor.trainModel({ window });
  const [model] = models.saved;
  if (model === undefined) throw new Error('no model was stored');
  models.saved.push({ ...model, ...fields });

  await expect(predictor.predictSuccessProbability(question)).rejects.toMatchObject({ code });
});
