/** Cost of treating observations `from` to `to` (exclusive) as one segment: minus twice its log-likelihood. */
export type SegmentCost = (from: number, to: number) => number;

export type PartitionOptions = {
  /** What one more segment must at least save. */
  readonly penalty: number;
  /** Observations of the shortest segment, at least 1. */
  readonly shortest: number;
};

/** A first position, and the last end that a segment from it may have in the best partition. */
type Candidate = { readonly start: number; readonly lastEnd: number };

/**
 * The segments of least total cost, exactly, by pruned dynamic programming (PELT): a start that cannot win any more is
 * not looked at again, which takes time in proportion to the length when changes are spread over it.
 *
 * @param length - number of observations
 * @param cost - a segment never costs less than its two halves together
 * @returns first positions of the segments after the first, ascending; none when one segment is best
 * @throws {RangeError} when the length, the penalty or the shortest segment is out of range
 * @see Killick, Fearnhead & Eckley (2012), JASA 107(500):1590-1598, doi:10.1080/01621459.2012.737745
 * @example
 * optimalPartition(4, squaredError([1, 1, 9, 9]), { penalty: 5, shortest: 1 }); // [2]
 */
export function optimalPartition(length: number, cost: SegmentCost, options: PartitionOptions): readonly number[] {
  const { penalty, shortest } = options;
  if (!Number.isSafeInteger(length) || length < 0) {
    throw new RangeError(`optimalPartition requires an integer length >= 0, got ${length}`);
  }
  if (!(penalty >= 0) || !Number.isSafeInteger(shortest) || shortest < 1) {
    throw new RangeError(
      `optimalPartition requires penalty >= 0 and an integer shortest >= 1, got ${penalty} and ${shortest}`,
    );
  }
  const best = new Float64Array(length + 1).fill(Infinity);
  const previous = new Int32Array(length + 1);
  best[0] = -penalty;
  let candidates: readonly Candidate[] = [{ start: 0, lastEnd: length }];
  for (let end = shortest; end <= length; end += 1) {
    const costs = candidates.map(({ start }) => (best[start] ?? Infinity) + cost(start, end));
    for (const [index, { start }] of candidates.entries()) {
      const total = (costs[index] ?? Infinity) + penalty;
      if (total < (best[end] ?? Infinity)) {
        best[end] = total;
        previous[end] = start;
      }
    }
    const bound = best[end] ?? Infinity;
    // A start that loses here loses against a cut here, once what follows the cut is long enough to be a segment.
    const kept = candidates.flatMap(({ start, lastEnd }, index) => {
      const last = (costs[index] ?? Infinity) > bound ? Math.min(lastEnd, end + shortest - 1) : lastEnd;
      return last > end ? [{ start, lastEnd: last }] : [];
    });
    // The next end is the first that a segment from here can reach.
    const next = end + 1 - shortest;
    candidates = next >= shortest ? [...kept, { start: next, lastEnd: length }] : kept;
  }
  const starts: number[] = [];
  for (let end = length; end > 0; end = previous[end] ?? 0) starts.push(previous[end] ?? 0);
  return starts.toReversed().filter((start) => start > 0);
}
