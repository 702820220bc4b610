import type { BinnedMatrix } from './binned-matrix.ts';
import { requireLabels } from './feature-matrix.ts';
import { OutcomeHistogram, type Cut } from './outcome-histogram.ts';
import { type PackedTrees, TreeBuilder } from './packed-trees.ts';
import { partitionRows } from './partition-rows.ts';
import { randomBelow, randomBits, type RandomBits } from '../random/random-bits.ts';

export type RandomForestOptions = {
  /** 100 unless told otherwise. */
  readonly trees?: number | undefined;
  /** Edges from the root to the deepest leaf, 10 unless told otherwise. */
  readonly maxDepth?: number | undefined;
  /** Sampled rows in the smallest leaf, 5 unless told otherwise. */
  readonly minLeaf?: number | undefined;
  /** Features tried per node; the square root of their number, rounded down, unless told otherwise. */
  readonly maxFeatures?: number | undefined;
  readonly seed: number;
};

type GrowthLimits = { readonly maxDepth: number; readonly minLeaf: number; readonly maxFeatures: number };

/**
 * Random forest for outcomes 0 and 1: each tree is grown on a bootstrap sample, trying a random few features per node, and
 * a leaf answers with its share of successes. Cuts are looked for in histograms of at most 256 bins, so that a node costs
 * its rows once per tried feature and nothing is sorted.
 *
 * @returns trees whose leaves, averaged, are the probability of a success
 * @throws {RangeError} when the matrix is empty or an option is out of range
 * @see Breiman (2001), Machine Learning 45:5-32, doi:10.1023/A:1010933404324
 * @example
 * const trees = randomForest(binnedMatrix(matrix), labels, { seed: 1 });
 */
export function randomForest(binned: BinnedMatrix, labels: Uint8Array, options: RandomForestOptions): PackedTrees {
  const { trees = 100, maxDepth = 10, minLeaf = 5, seed } = options;
  const maxFeatures = options.maxFeatures ?? Math.max(1, Math.floor(Math.sqrt(binned.columns.length)));
  requireLabels('randomForest', labels, binned.rows);
  if (binned.rows === 0) throw new RangeError('randomForest requires rows, got none');
  requireRange('trees', trees, [1, 10_000]);
  requireRange('maxDepth', maxDepth, [1, 64]);
  requireRange('minLeaf', minLeaf, [1, 2 ** 31 - 1]);
  requireRange('maxFeatures', maxFeatures, [1, binned.columns.length]);
  const builder = new TreeBuilder();
  const grower = new ForestTreeGrower({ binned, labels, builder }, { maxDepth, minLeaf, maxFeatures });
  for (let tree = 0; tree < trees; tree += 1) grower.grow(randomBits(seed, tree));
  return builder.trees();
}

function requireRange(name: string, value: number, [least, most]: readonly [number, number]): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`randomForest requires an integer ${name} in [${least}, ${most}], got ${value}`);
  }
}

type Growth = { readonly binned: BinnedMatrix; readonly labels: Uint8Array; readonly builder: TreeBuilder };
type OpenNode = { readonly node: number; readonly start: number; readonly end: number; readonly depth: number };

/** Grows tree after tree in arrays that it keeps: allocating them anew would double the time of a small forest. */
class ForestTreeGrower {
  readonly #growth: Growth;
  readonly #limits: GrowthLimits;
  readonly #weight: Int32Array;
  readonly #positive: Int32Array;
  readonly #order: Int32Array;
  readonly #features: Int32Array;
  readonly #histogram: OutcomeHistogram;

  constructor(growth: Growth, limits: GrowthLimits) {
    const { rows, columns } = growth.binned;
    this.#growth = growth;
    this.#limits = limits;
    this.#weight = new Int32Array(rows);
    this.#positive = new Int32Array(rows);
    this.#order = new Int32Array(rows);
    this.#features = Int32Array.from(columns, (_, index) => index);
    this.#histogram = new OutcomeHistogram({ weight: this.#weight, positive: this.#positive }, limits.minLeaf);
  }

  grow(bits: RandomBits): void {
    const { binned, builder } = this.#growth;
    const size = this.#sampleRows(bits);
    const open: OpenNode[] = [{ node: builder.addRoot(binned.rows), start: 0, end: size, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) this.#growNode(next, open, bits);
  }

  /** Draws as many rows as there are, with replacement; returns how many different ones. */
  #sampleRows(bits: RandomBits): number {
    const { rows } = this.#growth.binned;
    this.#weight.fill(0);
    for (let draw = 0; draw < rows; draw += 1) {
      const row = randomBelow(bits, rows);
      this.#weight[row] = (this.#weight[row] ?? 0) + 1;
    }
    let size = 0;
    for (let row = 0; row < rows; row += 1) {
      const weight = this.#weight[row] ?? 0;
      this.#positive[row] = this.#growth.labels[row] === 1 ? weight : 0;
      if (weight === 0) continue;
      this.#order[size] = row;
      size += 1;
    }
    return size;
  }

  #growNode({ node, start, end, depth }: OpenNode, open: OpenNode[], bits: RandomBits): void {
    const { binned, builder } = this.#growth;
    let weight = 0;
    let positives = 0;
    for (let index = start; index < end; index += 1) {
      const row = this.#order[index] ?? 0;
      weight += this.#weight[row] ?? 0;
      positives += this.#positive[row] ?? 0;
    }
    builder.setCover(node, weight);
    const { maxDepth, minLeaf } = this.#limits;
    const isFinal = depth >= maxDepth || weight < 2 * minLeaf || positives === 0 || positives === weight;
    const cut: Cut = { bin: 0, score: (positives * positives) / weight + 1e-9 };
    const feature = isFinal ? undefined : this.#bestFeature(cut, { start, end }, bits);
    const column = feature === undefined ? undefined : binned.columns[feature];
    if (feature === undefined || column === undefined) {
      builder.setLeaf(node, positives / weight);
      return;
    }
    const middle = partitionRows({ order: this.#order, start, end }, column, cut.bin);
    const left = builder.split(node, feature, cut.bin);
    open.push(
      { node: left + 1, start: middle, end, depth: depth + 1 },
      { node: left, start, end: middle, depth: depth + 1 },
    );
  }

  /** Tries features in random order: `maxFeatures` of them, and more while none can cut the node. */
  #bestFeature(
    cut: Cut,
    { start, end }: { readonly start: number; readonly end: number },
    bits: RandomBits,
  ): number | undefined {
    const features = this.#features;
    let best: number | undefined;
    for (let tried = 0; tried < features.length; tried += 1) {
      if (tried >= this.#limits.maxFeatures && best !== undefined) break;
      const chosen = tried + randomBelow(bits, features.length - tried);
      const feature = features[chosen] ?? 0;
      features[chosen] = features[tried] ?? 0;
      features[tried] = feature;
      const column = this.#growth.binned.columns[feature];
      if (column !== undefined && this.#histogram.improve(cut, { order: this.#order, start, end }, column)) {
        best = feature;
      }
    }
    return best;
  }
}
