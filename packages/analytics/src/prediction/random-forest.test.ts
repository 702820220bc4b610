import { RandomForestClassifier } from 'ml-random-forest';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predictionSetRows } from '../../test/prediction-set.ts';
import { binnedBy, binnedMatrix } from './binned-matrix.ts';
import { areaUnderCurve } from './classification-scores.ts';
import { featureMatrix, rowRange } from './feature-matrix.ts';
import { gradientBoosting } from './gradient-boosting.ts';
import { leaf, type PackedTrees } from './packed-trees.ts';
import { randomBits } from '../random/random-bits.ts';
import { randomForest } from './random-forest.ts';
import { coreProbabilities, type ModelCore } from './success-model.ts';

const { matrix, labels } = predictionSetRows('interactions', 'train');
const few = { matrix: rowRange(matrix, 0, 400), labels: labels.slice(0, 400) };
const later = predictionSetRows('interactions', 'test');

function forestCore(
  rows: typeof few,
  options: { readonly seed: number; readonly minLeaf?: number; readonly trees?: number },
): ModelCore {
  const binned = binnedMatrix(rows.matrix);
  return { kind: 'random-forest', edges: binned.edges, trees: randomForest(binned, rows.labels, options) };
}

test('it is no worse than ml-random-forest on the same binned features', () => {
  const binned = binnedMatrix(few.matrix);
  const rowsOf = (columns: readonly Uint8Array[], rows: number): number[][] =>
    Array.from({ length: rows }, (_, row) => columns.map((column) => column[row] ?? 0));
  const reference = new RandomForestClassifier({
    nEstimators: 30,
    seed: 1,
    noOOB: true,
    maxFeatures: 3,
    treeOptions: { maxDepth: 10, gainThreshold: 0, minNumSamples: 5 },
  });
  reference.train(rowsOf(binned.columns, few.matrix.rows), [...few.labels]);
  const laterBins = binnedBy(binned.edges, later.matrix);
  const votes = Float64Array.from(reference.predictProbability(rowsOf(laterBins.columns, later.matrix.rows), 1));

  const ours = coreProbabilities(forestCore(few, { seed: 1, trees: 30 }), matrix.names, later.matrix);

  const referenceArea = areaUnderCurve(votes, later.labels) ?? Number.NaN;
  expect(referenceArea).toBeGreaterThan(0.6);
  expect(areaUnderCurve(ours, later.labels)).toBeGreaterThan(referenceArea - 0.01);
});

test('a forest and boosting are the same for the same seed, byte for byte, and differ for another', () => {
  const binned = binnedMatrix(few.matrix);

  expect(randomForest(binned, few.labels, { seed: 3, trees: 5 })).toEqual(
    randomForest(binned, few.labels, { seed: 3, trees: 5 }),
  );
  expect(randomForest(binned, few.labels, { seed: 3, trees: 5 })).not.toEqual(
    randomForest(binned, few.labels, { seed: 4, trees: 5 }),
  );
  expect(gradientBoosting(binned, few.labels, { seed: 3, trees: 5 })).toEqual(
    gradientBoosting(binned, few.labels, { seed: 3, trees: 5 }),
  );
});

test('the first trees of more rounds are the boosting of fewer', () => {
  const binned = binnedMatrix(few.matrix);
  const short = gradientBoosting(binned, few.labels, { seed: 3, trees: 5 }).trees;
  const long = gradientBoosting(binned, few.labels, { seed: 3, trees: 9 }).trees;

  expect(long.left.slice(0, short.left.length)).toEqual(short.left);
  expect(long.value.slice(0, short.value.length)).toEqual(short.value);
});

type NodeFacts = { readonly depth: number; readonly node: number };

/** Every node of a tree with its depth. */
function nodesOf(trees: PackedTrees, node: number, depth = 0): readonly NodeFacts[] {
  if (trees.feature[node] === leaf) return [{ depth, node }];
  const left = trees.left[node] ?? 0;
  return [{ depth, node }, ...nodesOf(trees, left, depth + 1), ...nodesOf(trees, left + 1, depth + 1)];
}

test('trees keep to their depth and their smallest leaf, and every parent covers what its children do', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 60 }),
      (seed, maxDepth, minLeaf) => {
        const trees = randomForest(binnedMatrix(few.matrix), few.labels, { seed, trees: 3, maxDepth, minLeaf });
        const nodes = [...trees.roots].flatMap((root) => nodesOf(trees, root));
        const [leaves, inner] = [true, false].map((isLeaf) =>
          nodes.filter(({ node }) => (trees.feature[node] === leaf) === isLeaf),
        );
        const coverOf = (node: number): number => trees.cover[node] ?? Number.NaN;

        expect(Math.max(...nodes.map(({ depth }) => depth))).toBeLessThanOrEqual(maxDepth);
        expect(leaves?.every(({ node }) => coverOf(node) >= minLeaf)).toBe(true);
        expect(leaves?.every(({ node }) => (trees.value[node] ?? -1) >= 0 && (trees.value[node] ?? 2) <= 1)).toBe(true);
        expect(
          inner?.every(({ node }) => {
            const left = trees.left[node] ?? 0;
            return coverOf(left) + coverOf(left + 1) === coverOf(node);
          }),
        ).toBe(true);
      },
    ),
    { numRuns: 15 },
  );
});

test('one tree without limits, on all features, learns what tells the classes apart', () => {
  const bits = randomBits(1);
  const values = Float64Array.from({ length: 500 }, () => bits() / 2 ** 32);
  const threshold = featureMatrix({ noise: values.map(() => bits()), signal: values });
  const outcomes = Uint8Array.from(values, (value) => (value > 0.6 ? 1 : 0));
  const binned = binnedMatrix(threshold);
  const trees = randomForest(binned, outcomes, { seed: 1, trees: 1, maxDepth: 64, minLeaf: 1, maxFeatures: 2 });
  const core = { kind: 'random-forest', edges: binned.edges, trees } as const;

  const probabilities = coreProbabilities(core, threshold.names, threshold);

  const wrong = [...probabilities].filter((probability, row) => Math.round(probability) !== outcomes[row]);
  // The cut lies between two values that the bootstrap drew; rows between them may fall on the other side.
  expect(wrong.length).toBeLessThan(5);
});

test('constant features, one class and one row train without failing', () => {
  const flat = binnedMatrix(featureMatrix({ a: new Float64Array(30), b: new Float64Array(30).fill(2) }));
  const half = Uint8Array.from({ length: 30 }, (_, row) => row % 2);
  const flatTrees = randomForest(flat, half, { seed: 1, trees: 4 });

  expect([...flatTrees.feature]).toEqual([leaf, leaf, leaf, leaf]);
  expect([...randomForest(flat, new Uint8Array(30).fill(1), { seed: 1, trees: 2 }).value]).toEqual([1, 1]);
  expect(gradientBoosting(flat, new Uint8Array(30).fill(1), { seed: 1, trees: 2 }).intercept).toBeGreaterThan(3);
  const one = binnedMatrix(featureMatrix({ a: Float64Array.of(1) }));
  expect([...randomForest(one, Uint8Array.of(1), { seed: 1, trees: 1 }).value]).toEqual([1]);
});

test('what cannot be trained on is refused by its value', () => {
  const binned = binnedMatrix(few.matrix);
  const none = binnedMatrix(featureMatrix({ a: new Float64Array() }));

  expect(() => featureMatrix({ a: Float64Array.of(1, Number.NaN) })).toThrow('got NaN for a in row 1');
  expect(() => featureMatrix({ a: Float64Array.of(-Infinity) })).toThrow('got -Infinity for a in row 0');
  expect(() => featureMatrix({ a: new Float64Array(2), b: new Float64Array(3) })).toThrow('2 values of b, got 3');
  expect(() => randomForest(none, new Uint8Array(), { seed: 1 })).toThrow('got none');
  expect(() => randomForest(binned, few.labels, { seed: 0.5 })).toThrow('seed 0.5');
  expect(() => randomForest(binned, few.labels, { seed: 1, trees: 0 })).toThrow('got 0');
  expect(() => randomForest(binned, few.labels, { seed: 1, maxFeatures: 8 })).toThrow('got 8');
  expect(() => gradientBoosting(binned, few.labels, { seed: 1, learningRate: Number.NaN })).toThrow('got NaN');
  expect(() => gradientBoosting(binned, few.labels, { seed: 1, subsample: 1.5 })).toThrow('got 1.5');
  expect(() => gradientBoosting(none, new Uint8Array(), { seed: 1 })).toThrow('got none');
});
