import { SkillsError } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predictionSetRows } from '../../test/prediction-set.ts';
import { binnedMatrix } from './binned-matrix.ts';
import { decodedModel, encodedModel } from './encode-model.ts';
import { rowRange } from './feature-matrix.ts';
import { gradientBoosting } from './gradient-boosting.ts';
import { randomForest } from './random-forest.ts';
import { type SuccessModel, successProbabilities } from './success-model.ts';

const { matrix, labels } = predictionSetRows('additive', 'train');
const rows = rowRange(matrix, 0, 500);
const binned = binnedMatrix(rows);
const { edges } = binned;
const reliability = [{ from: 0.1, to: 0.9, rows: 40, meanProbability: 0.5, observedRate: 0.55 }];
const shared = { featureNames: matrix.names, reliability, successRate: 0.58 };
const seed = 1;
const models: Readonly<Record<string, SuccessModel>> = {
  forest: {
    ...shared,
    calibration: { kind: 'isotonic', from: [0.1, 0.7], to: [0.2, 0.65] },
    core: { kind: 'random-forest', edges, trees: randomForest(binned, labels.subarray(0, 500), { seed, trees: 5 }) },
  },
  boosting: {
    ...shared,
    calibration: { kind: 'platt', slope: 1.1, intercept: -0.3 },
    core: {
      kind: 'gradient-boosting',
      edges,
      ...gradientBoosting(binned, labels.subarray(0, 500), { seed, trees: 9 }),
    },
  },
  rate: { ...shared, featureNames: ['rate'], calibration: { kind: 'none' }, core: { kind: 'smoothed-rate' } },
};

test.each(Object.entries(models))('the model %s comes back as it was', (_, model) => {
  const bytes = encodedModel(model);

  expect(decodedModel(bytes)).toEqual(model);
  // Bytes that do not begin at a multiple of four, as a database may hand them over.
  expect(decodedModel(Uint8Array.from([0, ...bytes]).subarray(1))).toEqual(model);
});

test('bytes that are changed, cut or anything else are refused or are still a model that ends', () => {
  const bytes = encodedModel(models['boosting'] ?? fail());
  const read = (changed: Uint8Array): unknown => {
    try {
      return successProbabilities(decodedModel(changed), rowRange(matrix, 0, 20)).length;
    } catch (error) {
      if (!(error instanceof SkillsError) && !(error instanceof RangeError)) throw error;
      return error.message;
    }
  };

  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ change;
      expect(read(changed)).toBeDefined();
      expect(read(bytes.slice(0, at))).toContain('damaged');
    }),
  );
  expect(() => decodedModel(new Uint8Array())).toThrow('damaged');
});

function fail(): never {
  throw new Error('the model is missing');
}
