import { describe, expect, test } from 'vitest';
import { predictionSetRows, predictionSets, withConstantBaseline } from '../../test/prediction-set.ts';
import { binnedMatrix } from './binned-matrix.ts';
import { chooseModel } from './choose-model.ts';
import { areaUnderCurve, brierScore } from './classification-scores.ts';
import { calibrated } from './probability-calibration.ts';
import { randomForest } from './random-forest.ts';
import { coreProbabilities, successProbabilities } from './success-model.ts';
import { trainSuccessModel } from './train-success-model.ts';

// scikit-learn 1.2.1 on the same split: its best forest (300 trees, leaves of 20) and its best model of all.
const reference = {
  additive: { forestAuc: 0.749, forestBrier: 0.199, bestAuc: 0.749 },
  interactions: { forestAuc: 0.828, forestBrier: 0.156, bestAuc: 0.837 },
  'rare-failure': { forestAuc: 0.757, forestBrier: 0.065, bestAuc: 0.772 },
} as const;

describe.each(predictionSets)('on the set %s', (set) => {
  const plainTrain = predictionSetRows(set, 'train');
  const rate = plainTrain.labels.reduce((sum, label) => sum + label, 0) / plainTrain.labels.length;
  const train = withConstantBaseline(plainTrain, rate);
  const later = withConstantBaseline(predictionSetRows(set, 'test'), rate);
  const rows = { ...train, seed: 1, optionalFeatures: [], baselineFeature: 'baseline' };

  test('the forest is as good as scikit-learn’s best, its Brier score too after calibration', () => {
    const binned = binnedMatrix(plainTrain.matrix);
    const trees = randomForest(binned, train.labels, { seed: 1, minLeaf: 20 });
    const core = { kind: 'random-forest', edges: binned.edges, trees } as const;
    const probabilities = coreProbabilities(core, plainTrain.matrix.names, later.matrix);
    const validated = chooseModel(rows).candidates.find(({ plan }) => plan.name === 'forest with leaves of 20');
    const calibration = validated?.calibration ?? { kind: 'none' };

    expect(validated?.plan.kind).toBe('random-forest');
    expect(areaUnderCurve(probabilities, later.labels)).toBeGreaterThanOrEqual(reference[set].forestAuc - 0.003);
    expect(
      brierScore(
        probabilities.map((probability) => calibrated(calibration, probability)),
        later.labels,
      ),
    ).toBeLessThanOrEqual(reference[set].forestBrier + 0.002);
  });

  test('the model that the training rows choose is within 0.01 of the best of all', () => {
    const { model, figures } = trainSuccessModel(rows);
    const probabilities = successProbabilities(model, later.matrix);

    expect(areaUnderCurve(probabilities, later.labels)).toBeGreaterThanOrEqual(reference[set].bestAuc - 0.01);
    expect(brierScore(probabilities, later.labels)).toBeLessThanOrEqual(reference[set].forestBrier + 0.002);
    expect(figures.brier).toBeLessThan(figures.baselineBrier);
  });
});
