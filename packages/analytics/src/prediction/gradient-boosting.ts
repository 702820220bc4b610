import type { BinnedMatrix } from './binned-matrix.ts';
import { requireLabels } from './feature-matrix.ts';
import { GradientHistogram, type GradientCut } from './gradient-histogram.ts';
import { logOdds, logistic } from './log-odds.ts';
import { addLeaves, type PackedTrees, TreeBuilder } from './packed-trees.ts';
import { partitionRows } from './partition-rows.ts';
import { randomBits, type RandomBits } from '../random/random-bits.ts';

export type GradientBoostingOptions = {
  /** Rounds; 100 unless told otherwise. */
  readonly trees?: number | undefined;
  /** 3 unless told otherwise. */
  readonly maxDepth?: number | undefined;
  /** Rows in the smallest leaf, 20 unless told otherwise. */
  readonly minLeaf?: number | undefined;
  /** How far each tree goes, in (0, 1]; 0.1 unless told otherwise. */
  readonly learningRate?: number | undefined;
  /** Share of the rows that each tree sees, in (0, 1]; 0.7 unless told otherwise. */
  readonly subsample?: number | undefined;
  readonly seed: number;
};

/** Trees whose leaves are summed onto `intercept`, both in log-odds. */
export type BoostedTrees = { readonly trees: PackedTrees; readonly intercept: number };

/** Keeps leaves from running away where a leaf has hardly any variance. */
const penalty = 1;

/**
 * Gradient boosting for outcomes 0 and 1 by logistic loss, with Newton steps, on the histograms of the forest. The first k
 * trees are the model of k rounds, so one training tells how many rounds are best.
 *
 * @throws {RangeError} when the matrix is empty or an option is out of range
 * @see Friedman (2001), Annals of Statistics 29(5):1189-1232, doi:10.1214/aos/1013203451
 * @example
 * const { trees, intercept } = gradientBoosting(binnedMatrix(matrix), labels, { seed: 1 });
 */
export function gradientBoosting(
  binned: BinnedMatrix,
  labels: Uint8Array,
  options: GradientBoostingOptions,
): BoostedTrees {
  const { trees = 100, maxDepth = 3, minLeaf = 20, learningRate = 0.1, subsample = 0.7, seed } = options;
  requireLabels('gradientBoosting', labels, binned.rows);
  if (binned.rows === 0) throw new RangeError('gradientBoosting requires rows, got none');
  requireRange('trees', trees, [1, 10_000]);
  requireRange('maxDepth', maxDepth, [1, 16]);
  requireRange('minLeaf', minLeaf, [1, 2 ** 31 - 1]);
  requireRange('learningRate', learningRate, [Number.MIN_VALUE, 1]);
  requireRange('subsample', subsample, [Number.MIN_VALUE, 1]);
  const successes = labels.reduce((sum, label) => sum + label, 0);
  // One of each more, so that one class alone still has log-odds.
  const intercept = logOdds((successes + 1) / (labels.length + 2));
  const grower = new BoostingTreeGrower(binned, labels, { maxDepth, minLeaf, learningRate, intercept });
  for (let round = 0; round < trees; round += 1) grower.grow(randomBits(seed, round), subsample);
  return { trees: grower.trees(), intercept };
}

function requireRange(name: string, value: number, [least, most]: readonly [number, number]): void {
  const needsInteger = least >= 1;
  if (!(value >= least && value <= most) || (needsInteger && !Number.isInteger(value))) {
    throw new RangeError(`gradientBoosting requires ${name} in [${least}, ${most}], got ${value}`);
  }
}

type BoostingLimits = {
  readonly maxDepth: number;
  readonly minLeaf: number;
  readonly learningRate: number;
  readonly intercept: number;
};
type OpenNode = { readonly node: number; readonly start: number; readonly end: number; readonly depth: number };

class BoostingTreeGrower {
  readonly #binned: BinnedMatrix;
  readonly #labels: Uint8Array;
  readonly #limits: BoostingLimits;
  readonly #builder = new TreeBuilder();
  readonly #sums: Float64Array;
  readonly #gradient: Float64Array;
  readonly #hessian: Float64Array;
  readonly #order: Int32Array;
  readonly #histogram: GradientHistogram;

  constructor(binned: BinnedMatrix, labels: Uint8Array, limits: BoostingLimits) {
    this.#binned = binned;
    this.#labels = labels;
    this.#limits = limits;
    this.#sums = new Float64Array(binned.rows).fill(limits.intercept);
    this.#gradient = new Float64Array(binned.rows);
    this.#hessian = new Float64Array(binned.rows);
    this.#order = new Int32Array(binned.rows);
    this.#histogram = new GradientHistogram(
      { gradient: this.#gradient, hessian: this.#hessian },
      { minLeaf: limits.minLeaf, penalty },
    );
  }

  trees(): PackedTrees {
    return this.#builder.trees();
  }

  grow(bits: RandomBits, subsample: number): void {
    const size = this.#sampleRows(bits, subsample);
    const root = this.#builder.addRoot(size);
    const open: OpenNode[] = [{ node: root, start: 0, end: size, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) this.#growNode(next, open);
    // The rows that the tree saw have had its leaves added when they were made.
    const rows = this.#order.subarray(size);
    addLeaves(this.#builder.growing(), root, { columns: this.#binned.columns, sums: this.#sums, rows });
  }

  /** Puts the rows of a sample first, the others behind them; returns how many are in it. */
  #sampleRows(bits: RandomBits, subsample: number): number {
    const limit = subsample * 4_294_967_296;
    let size = 0;
    let rest = this.#labels.length;
    for (let row = 0; row < this.#labels.length; row += 1) {
      if (bits() >= limit) {
        rest -= 1;
        this.#order[rest] = row;
        continue;
      }
      const probability = logistic(this.#sums[row] ?? 0);
      this.#gradient[row] = (this.#labels[row] ?? 0) - probability;
      this.#hessian[row] = probability * (1 - probability);
      this.#order[size] = row;
      size += 1;
    }
    return size;
  }

  #growNode({ node, start, end, depth }: OpenNode, open: OpenNode[]): void {
    let gradients = 0;
    let hessians = 0;
    for (let index = start; index < end; index += 1) {
      const row = this.#order[index] ?? 0;
      gradients += this.#gradient[row] ?? 0;
      hessians += this.#hessian[row] ?? 0;
    }
    this.#builder.setCover(node, end - start);
    const { maxDepth, minLeaf, learningRate } = this.#limits;
    const cut: GradientCut = { bin: 0, score: (gradients * gradients) / (hessians + penalty) + 1e-9 };
    const isFinal = depth >= maxDepth || end - start < 2 * minLeaf;
    const span = { order: this.#order, start, end };
    let feature: number | undefined;
    const tried = isFinal ? [] : this.#binned.columns;
    for (let candidate = 0; candidate < tried.length; candidate += 1) {
      const values = tried[candidate];
      if (values !== undefined && this.#histogram.improve(cut, span, values)) feature = candidate;
    }
    const column = feature === undefined ? undefined : this.#binned.columns[feature];
    if (feature === undefined || column === undefined) {
      // Rounded as it is stored, so that training sees what prediction will.
      const value = Math.fround((learningRate * gradients) / (hessians + penalty));
      this.#builder.setLeaf(node, value);
      for (let index = start; index < end; index += 1) {
        const row = this.#order[index] ?? 0;
        this.#sums[row] = (this.#sums[row] ?? 0) + value;
      }
      return;
    }
    const middle = partitionRows(span, column, cut.bin);
    const left = this.#builder.split(node, feature, cut.bin);
    open.push(
      { node: left + 1, start: middle, end, depth: depth + 1 },
      { node: left, start, end: middle, depth: depth + 1 },
    );
  }
}
