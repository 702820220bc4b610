import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predictionSetRows } from '../../test/prediction-set.ts';
import { binnedMatrix, binnedRow } from './binned-matrix.ts';
import { type FeatureMatrix, rowRange } from './feature-matrix.ts';
import { gradientBoosting } from './gradient-boosting.ts';
import { leaf } from './packed-trees.ts';
import { calibrated, type Calibration } from './probability-calibration.ts';
import { randomForest } from './random-forest.ts';
import { shapleyContributions } from './shapley-contributions.ts';
import { probabilityOfSum, type SuccessModel, successProbability } from './success-model.ts';

const { matrix, labels } = predictionSetRows('interactions', 'train');
const rows = rowRange(matrix, 0, 600);
const binned = binnedMatrix(rows);
const platt: Calibration = { kind: 'platt', slope: 1.3, intercept: -0.2 };
const forest = modelOf({
  kind: 'random-forest',
  edges: binned.edges,
  trees: randomForest(binned, labels.subarray(0, 600), { seed: 1, trees: 8 }),
});
const boosted = modelOf({
  kind: 'gradient-boosting',
  edges: binned.edges,
  ...gradientBoosting(binned, labels.subarray(0, 600), { seed: 1, trees: 20 }),
});

function modelOf(core: SuccessModel['core']): SuccessModel {
  return { featureNames: matrix.names, core, calibration: platt, reliability: [], successRate: 0.7 };
}

function valuesOf({ columns }: FeatureMatrix, row: number): readonly number[] {
  return columns.map((column) => column[row] ?? 0);
}

/** Shapley values by their definition: every order of the features, each told in turn, trees walked one by one. */
function byOrders(model: SuccessModel, values: readonly number[]): readonly number[] {
  const { core, calibration } = model;
  if (core.kind === 'smoothed-rate') throw new RangeError('a rate has no trees');
  const { trees } = core;
  const row = binnedRow(core.edges, values);
  const expected = (node: number, known: ReadonlySet<number>): number => {
    const feature = trees.feature[node] ?? leaf;
    if (feature === leaf) return trees.value[node] ?? 0;
    const left = trees.left[node] ?? 0;
    if (known.has(feature)) return expected((row[feature] ?? 0) <= (trees.bin[node] ?? 0) ? left : left + 1, known);
    const [a, b] = [trees.cover[left] ?? 0, trees.cover[left + 1] ?? 0];
    return (a * expected(left, known) + b * expected(left + 1, known)) / (a + b);
  };
  const told = (known: ReadonlySet<number>): number => {
    const sum = [...trees.roots].reduce((total, root) => total + expected(root, known), 0);
    return calibrated(calibration, probabilityOfSum(core, sum));
  };
  const parts = values.map(() => 0);
  const all = orders([...values.keys()]);
  for (const order of all) {
    const known = new Set<number>();
    for (const feature of order) {
      const before = told(known);
      known.add(feature);
      parts[feature] = (parts[feature] ?? 0) + (told(known) - before) / all.length;
    }
  }
  return parts;
}

function orders(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item].concat(rest)));
}

test('contributions are the Shapley values of their definition', () => {
  const names = matrix.names.slice(0, 4);
  const some = { names, rows: 300, columns: rowRange(matrix, 0, 300).columns.slice(0, 4) };
  const bins = binnedMatrix(some);
  const trees = randomForest(bins, labels.subarray(0, 300), { seed: 2, trees: 3, maxDepth: 5 });
  const model = { ...modelOf({ kind: 'random-forest', edges: bins.edges, trees }), featureNames: names };

  for (const row of [0, 17, 99]) {
    const values = valuesOf(some, row);
    const expected = byOrders(model, values);
    for (const [feature, part] of shapleyContributions(model, values).contributions.entries()) {
      expect(part).toBeCloseTo(expected[feature] ?? Number.NaN, 10);
    }
  }
});

test.each([
  ['a forest', forest],
  ['boosting', boosted],
])('base and contributions of %s add up to the calibrated probability', (_, model) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_999 }), (row) => {
      const values = valuesOf(matrix, row);

      const { probability, base, contributions } = shapleyContributions(model, values);

      expect(probability).toBeCloseTo(successProbability(model, values), 12);
      expect(base + contributions.reduce((sum, part) => sum + part, 0)).toBeCloseTo(probability, 12);
    }),
    { numRuns: 30 },
  );
});

test('a feature that no tree asks about contributes exactly nothing', () => {
  const { trees } = gradientBoosting(binned, labels.subarray(0, 600), { seed: 1, trees: 1, maxDepth: 1 });
  const model = modelOf({ kind: 'gradient-boosting', edges: binned.edges, trees, intercept: 0 });
  const used = trees.feature[0];

  const { contributions } = shapleyContributions(model, valuesOf(matrix, 5));

  expect(contributions.filter((part, feature) => feature !== used && part !== 0)).toEqual([]);
  expect(contributions[used ?? 0]).not.toBe(0);
});

test('a smoothed rate is explained by how far it is from the overall rate', () => {
  const model: SuccessModel = {
    ...modelOf({ kind: 'smoothed-rate' }),
    featureNames: ['rate'],
    calibration: { kind: 'none' },
  };

  expect(shapleyContributions(model, [0.9])).toEqual({ probability: 0.9, base: 0.7, contributions: [0.9 - 0.7] });
});

test('values that no feature can have are refused', () => {
  expect(() => shapleyContributions(forest, [1, 2])).toThrow('7 features, got 2 values');
  expect(() => successProbability(forest, [1, 2, 3, Number.NaN, 5, 6, 7])).toThrow('got NaN');
  expect(() => successProbability(forest, [1, 2, 3, Infinity, 5, 6, 7])).toThrow('got Infinity');
});
