export type Ranks = {
  /** Rank of each value from 1 on; equal values share the mean of their ranks. */
  readonly ranks: Float64Array;
  /** Sizes of the groups of equal values that have two or more members. */
  readonly ties: readonly number[];
};

/**
 * Sizes of the groups of equal values that have two or more members. Faster than `midRanks` where only they are wanted.
 *
 * @param sorted - in rising order
 * @example
 * tieSizes([1, 5, 5, 5, 7, 7]); // [3, 2]
 */
export function tieSizes(sorted: ArrayLike<number>): readonly number[] {
  const sizes: number[] = [];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to += 1;
    if (to - from > 1) sizes.push(to - from);
  }
  return sizes;
}

/** A sorted copy of finite values. @throws {RangeError} naming caller and value when one is not finite */
export function sortedFinite(values: ArrayLike<number>, caller: string): Float64Array {
  const sorted = Float64Array.from(values).toSorted();
  // NaN is sorted to the end, the infinities to either end.
  for (const value of [sorted[0], sorted.at(-1)]) {
    if (value !== undefined && !Number.isFinite(value)) {
      throw new RangeError(`${caller} requires finite values, got ${value}`);
    }
  }
  return sorted;
}

/**
 * Mid-ranks of a sample.
 *
 * @param values - finite
 * @throws {RangeError} when a value is not finite
 * @example
 * midRanks([5, 1, 5]).ranks; // [2.5, 1, 2.5]
 */
export function midRanks(values: ArrayLike<number>): Ranks {
  const count = values.length;
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) throw new RangeError(`ranks require finite values, got ${value}`);
    order[index] = index;
  }
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(count);
  const ties: number[] = [];
  for (let from = 0, to = 0; from < count; from = to) {
    const value = values[order[from] ?? 0];
    while (to < count && values[order[to] ?? 0] === value) to += 1;
    for (let position = from; position < to; position += 1) ranks[order[position] ?? 0] = (from + 1 + to) / 2;
    if (to - from > 1) ties.push(to - from);
  }
  return { ranks, ties };
}
