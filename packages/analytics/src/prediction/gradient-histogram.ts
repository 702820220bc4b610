import { mostBins } from './quantile-bins.ts';
import type { RowSpan } from './partition-rows.ts';

/** First and second derivative of the loss, by row. */
export type RowGradients = { readonly gradient: Float64Array; readonly hessian: Float64Array };
export type GradientLimits = { readonly minLeaf: number; readonly penalty: number };

/** A way to cut a node in two; `score` is comparable within the node and larger is better. */
export type GradientCut = { bin: number; score: number };

/** Finds the best cut of a node by one feature for a boosted tree, keeping its arrays from node to node. */
export class GradientHistogram {
  readonly #rows: RowGradients;
  readonly #limits: GradientLimits;
  /** Gradient, hessian and rows of bin b at 4b, 4b + 1 and 4b + 2. */
  readonly #sums = new Float64Array(4 * mostBins);

  constructor(rows: RowGradients, limits: GradientLimits) {
    this.#rows = rows;
    this.#limits = limits;
  }

  /** The cut with the highest `g² / (h + penalty)` summed over both sides, when it betters `best.score`. */
  improve(best: GradientCut, { order, start, end }: RowSpan, column: Uint8Array): boolean {
    const sums = this.#sums;
    const { gradient, hessian } = this.#rows;
    const { minLeaf, penalty } = this.#limits;
    let totalGradient = 0;
    let totalHessian = 0;
    let lowest = mostBins;
    let highest = 0;
    for (let index = start; index < end; index += 1) {
      const row = order[index] ?? 0;
      const bin = column[row] ?? 0;
      const rowGradient = gradient[row] ?? 0;
      const rowHessian = hessian[row] ?? 0;
      const at = 4 * bin;
      sums[at] = (sums[at] ?? 0) + rowGradient;
      sums[at + 1] = (sums[at + 1] ?? 0) + rowHessian;
      sums[at + 2] = (sums[at + 2] ?? 0) + 1;
      totalGradient += rowGradient;
      totalHessian += rowHessian;
      if (bin < lowest) lowest = bin;
      if (bin > highest) highest = bin;
    }
    let improved = false;
    let leftGradient = 0;
    let leftHessian = 0;
    let leftRows = 0;
    const mostLeft = end - start - minLeaf;
    for (let bin = lowest; bin < highest; bin += 1) {
      const rows = sums[4 * bin + 2] ?? 0;
      if (rows === 0) continue;
      leftRows += rows;
      if (leftRows > mostLeft) break;
      leftGradient += sums[4 * bin] ?? 0;
      leftHessian += sums[4 * bin + 1] ?? 0;
      if (leftRows < minLeaf) continue;
      const rightGradient = totalGradient - leftGradient;
      const score =
        (leftGradient * leftGradient) / (leftHessian + penalty) +
        (rightGradient * rightGradient) / (totalHessian - leftHessian + penalty);
      if (score <= best.score) continue;
      best.score = score;
      best.bin = bin;
      improved = true;
    }
    sums.fill(0, 4 * lowest, 4 * highest + 4);
    return improved;
  }
}
