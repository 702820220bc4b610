import { binnedRow } from './binned-matrix.ts';
import { leaf, type PackedTrees } from './packed-trees.ts';
import { calibrated } from './probability-calibration.ts';
import { probabilityOfSum, type SuccessModel, successProbability } from './success-model.ts';

/** Why a probability is what it is. `base` and all contributions add up to `probability`. */
export type Explanation = {
  readonly probability: number;
  /** What the model says when it knows none of the features. */
  readonly base: number;
  /** In probability, in the order of `featureNames` of the model. */
  readonly contributions: readonly number[];
};

const mostFeatures = 12;

/**
 * Exact Shapley values of one calibrated probability: the mean effect of telling the model a feature, over all orders in
 * which features can be told. A feature that is not told is averaged over as the training rows were spread in each tree.
 * With m features all 2^m sets are computed in one walk over the nodes, which for the seven of a skill takes some ten
 * milliseconds and needs no approximation; because the sets are computed after calibration, the parts add up exactly.
 *
 * @param values - one finite number per feature
 * @throws {RangeError} when a value is not finite, or for more than 12 features
 * @see Shapley (1953); Lundberg, Erion and Lee (2018), arXiv:1802.03888, Algorithm 1
 * @example
 * shapleyContributions(model, values); // { probability: 0.83, base: 0.7, contributions: [0.01, …] }
 */
export function shapleyContributions(model: SuccessModel, values: ArrayLike<number>): Explanation {
  const { core, calibration, featureNames, successRate } = model;
  if (core.kind === 'smoothed-rate') {
    const probability = successProbability(model, values);
    return { probability, base: successRate, contributions: [probability - successRate] };
  }
  const features = featureNames.length;
  if (features > mostFeatures) throw new RangeError(`shapleyContributions takes 12 features, got ${features}`);
  const sums = sumsBySet(core.trees, binnedRow(core.edges, values));
  const told = sums.map((sum) => calibrated(calibration, probabilityOfSum(core, sum)));
  const weights = orderShares(features);
  const contributions = featureNames.map((_, feature) => {
    let sum = 0;
    for (let set = 0; set < told.length; set += 1) {
      if ((set & (1 << feature)) !== 0) continue;
      sum += (weights[bitCount(set)] ?? 0) * ((told[set | (1 << feature)] ?? 0) - (told[set] ?? 0));
    }
    return sum;
  });
  return { probability: told[told.length - 1] ?? 0, base: told[0] ?? 0, contributions };
}

/** Sum of the leaves for every set of known features; bit f of the index says that feature f is known. */
function sumsBySet(trees: PackedTrees, row: Uint8Array): Float64Array {
  const sums = new Float64Array(1 << row.length);
  const shares: Float64Array[] = [];
  for (const root of trees.roots) {
    (shares[0] ??= new Float64Array(sums.length)).fill(1);
    addNode(root, 0);
  }
  return sums;

  function addNode(node: number, depth: number): void {
    const share = shares[depth] ?? sums;
    const feature = trees.feature[node] ?? leaf;
    if (feature === leaf) {
      const value = trees.value[node] ?? 0;
      for (let set = 0; set < sums.length; set += 1) sums[set] = (sums[set] ?? 0) + value * (share[set] ?? 0);
      return;
    }
    const left = trees.left[node] ?? 0;
    const leftCover = trees.cover[left] ?? 0;
    const leftShare = leftCover / (leftCover + (trees.cover[left + 1] ?? 0));
    const goesLeft = (row[feature] ?? 0) <= (trees.bin[node] ?? 0);
    const child = (shares[depth + 1] ??= new Float64Array(sums.length));
    for (const [next, unknownShare, isTaken] of [
      [left, leftShare, goesLeft],
      [left + 1, 1 - leftShare, !goesLeft],
    ] as const) {
      const knownShare = isTaken ? 1 : 0;
      let reach = 0;
      for (let set = 0; set < sums.length; set += 1) {
        const isKnown = (set & (1 << feature)) !== 0;
        const part = (share[set] ?? 0) * (isKnown ? knownShare : unknownShare);
        child[set] = part;
        reach += part;
      }
      if (reach > 0) addNode(next, depth + 1);
    }
  }
}

/** Of all orders, the share in which exactly a given set of so many features comes before a given other one. */
function orderShares(features: number): readonly number[] {
  const shares: number[] = [];
  let share = 1 / features;
  for (let size = 0; size < features; size += 1) {
    shares.push(share);
    share *= (size + 1) / (features - size - 1);
  }
  return shares;
}

function bitCount(set: number): number {
  let bits = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
