import { expect, test } from 'vitest';
import { noonMs, openTestLog } from '../../test/open-test-log.ts';
import { PredictionModelRepository, type StoredModel } from './prediction-model-repository.ts';

function aModel(fields: Partial<StoredModel> = {}): StoredModel {
  return {
    trainedAtMs: noonMs,
    sinceMs: 0,
    untilMs: noonMs,
    featureSchemaVersion: 1,
    algorithm: 'random-forest',
    samples: 100,
    settings: '{"phases":["plan"]}',
    figures: '{"auc":0.75}',
    body: Uint8Array.of(1, 2, 3),
    ...fields,
  };
}

test('a model comes back as it was stored, under an id that follows from it', async () => {
  const { engine } = await openTestLog();
  const models = new PredictionModelRepository({ engine });

  expect(await models.latest()).toBeUndefined();
  const modelId = await models.save(aModel());

  expect(modelId).toMatch(/^m_[0-9a-f]{16}$/);
  expect(await models.latest()).toEqual({ modelId, ...aModel() });
  expect(await models.save(aModel({ trainedAtMs: noonMs + 1 }))).toBe(modelId);
  expect(await models.save(aModel({ body: Uint8Array.of(9) }))).not.toBe(modelId);
});

test('the model trained last is the one that counts, and old ones are let go', async () => {
  const { engine } = await openTestLog();
  const models = new PredictionModelRepository({ engine });
  for (let day = 0; day < 8; day += 1) {
    await models.save(aModel({ trainedAtMs: noonMs + day, samples: day }));
  }

  expect((await models.latest())?.samples).toBe(7);
  const [row] = await engine.all('SELECT count(*) FROM prediction_model');
  expect(row).toEqual([5]);
});

test.each([
  ['body', "x'0102'"],
  ['settings', "'{}'"],
  ['figures', "'{}'"],
  ['feature_schema_version', '2'],
  ['since_ms', '5'],
])('a model whose %s was changed is refused', async (column, value) => {
  const { engine } = await openTestLog();
  const models = new PredictionModelRepository({ engine });
  await models.save(aModel());
  await engine.transaction(async (transaction) => transaction.run(`UPDATE prediction_model SET ${column} = ${value}`));

  await expect(models.latest()).rejects.toMatchObject({
    code: 'storage-corrupt',
    message: expect.stringContaining('checksum differs'),
  });
});

test('nothing is half written when storing fails', async () => {
  const { engine } = await openTestLog();
  const models = new PredictionModelRepository({ engine });
  await models.save(aModel());

  await expect(models.save(aModel({ samples: 0.5 }))).rejects.toThrow('samples');
  expect(await models.latest()).toMatchObject({ samples: 100 });
});
