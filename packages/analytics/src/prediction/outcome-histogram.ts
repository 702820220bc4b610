import { mostBins } from './quantile-bins.ts';
import type { RowSpan } from './partition-rows.ts';

/** How often each row counts in a sample, and how much of that is a success. */
export type RowWeights = { readonly weight: Int32Array; readonly positive: Int32Array };

/** A way to cut a node in two; `score` is comparable within the node and larger is better. */
export type Cut = { bin: number; score: number };

// Below so many rows a node has fewer bins than rows, and sorting them beats walking over all 256.
const smallNode = 40;

/** Finds the best cut of a node by one feature. One instance is used for all nodes, because it keeps its arrays. */
export class OutcomeHistogram {
  readonly #weights: RowWeights;
  readonly #minLeaf: number;
  /** Weight and successes of bin b at 2b and 2b + 1. */
  readonly #counts = new Int32Array(2 * mostBins);
  readonly #touched = new Uint8Array(smallNode);

  constructor(weights: RowWeights, minLeaf: number) {
    this.#weights = weights;
    this.#minLeaf = minLeaf;
  }

  /**
   * The cut with the lowest Gini impurity, when it betters `best.score`: of two classes the weighted impurity of the
   * children falls as `p²/w` summed over them rises (w weight, p successes).
   */
  improve(best: Cut, span: RowSpan, column: Uint8Array): boolean {
    return span.end - span.start <= smallNode
      ? this.#improveSmall(best, span, column)
      : this.#improveLarge(best, span, column);
  }

  #improveLarge(best: Cut, { order, start, end }: RowSpan, column: Uint8Array): boolean {
    const counts = this.#counts;
    const { weight, positive } = this.#weights;
    let total = 0;
    let positives = 0;
    let lowest = mostBins;
    let highest = 0;
    for (let index = start; index < end; index += 1) {
      const row = order[index] ?? 0;
      const bin = column[row] ?? 0;
      const rowWeight = weight[row] ?? 0;
      const rowPositive = positive[row] ?? 0;
      counts[2 * bin] = (counts[2 * bin] ?? 0) + rowWeight;
      counts[2 * bin + 1] = (counts[2 * bin + 1] ?? 0) + rowPositive;
      total += rowWeight;
      positives += rowPositive;
      if (bin < lowest) lowest = bin;
      if (bin > highest) highest = bin;
    }
    let improved = false;
    let leftWeight = 0;
    let leftPositives = 0;
    const mostLeft = total - this.#minLeaf;
    for (let bin = lowest; bin < highest; bin += 1) {
      const binWeight = counts[2 * bin] ?? 0;
      if (binWeight === 0) continue;
      leftWeight += binWeight;
      if (leftWeight > mostLeft) break;
      leftPositives += counts[2 * bin + 1] ?? 0;
      if (leftWeight < this.#minLeaf) continue;
      const right = positives - leftPositives;
      const score = (leftPositives * leftPositives) / leftWeight + (right * right) / (total - leftWeight);
      if (score <= best.score) continue;
      best.score = score;
      best.bin = bin;
      improved = true;
    }
    counts.fill(0, 2 * lowest, 2 * highest + 2);
    return improved;
  }

  #improveSmall(best: Cut, { order, start, end }: RowSpan, column: Uint8Array): boolean {
    const counts = this.#counts;
    const touched = this.#touched;
    const { weight, positive } = this.#weights;
    let total = 0;
    let positives = 0;
    let size = 0;
    for (let index = start; index < end; index += 1) {
      const row = order[index] ?? 0;
      const bin = column[row] ?? 0;
      const rowWeight = weight[row] ?? 0;
      const rowPositive = positive[row] ?? 0;
      if (counts[2 * bin] === 0) {
        let place = size;
        for (; place > 0 && (touched[place - 1] ?? 0) > bin; place -= 1) touched[place] = touched[place - 1] ?? 0;
        touched[place] = bin;
        size += 1;
      }
      counts[2 * bin] = (counts[2 * bin] ?? 0) + rowWeight;
      counts[2 * bin + 1] = (counts[2 * bin + 1] ?? 0) + rowPositive;
      total += rowWeight;
      positives += rowPositive;
    }
    let improved = false;
    let leftWeight = 0;
    let leftPositives = 0;
    const mostLeft = total - this.#minLeaf;
    for (let index = 0; index < size; index += 1) {
      const bin = touched[index] ?? 0;
      leftWeight += counts[2 * bin] ?? 0;
      leftPositives += counts[2 * bin + 1] ?? 0;
      counts[2 * bin] = 0;
      counts[2 * bin + 1] = 0;
      if (leftWeight < this.#minLeaf || leftWeight > mostLeft || index === size - 1) continue;
      const right = positives - leftPositives;
      const score = (leftPositives * leftPositives) / leftWeight + (right * right) / (total - leftWeight);
      if (score <= best.score) continue;
      best.score = score;
      best.bin = bin;
      improved = true;
    }
    return improved;
  }
}
