/** Bins of a feature fit a byte. */
export const mostBins = 256;

/**
 * Cuts a feature into at most 256 bins of about equal numbers of rows: bin b holds the values in
 * `(edges[b - 1], edges[b]]`, the last bin what lies above every edge. With few distinct values each has its own bin, and
 * an edge lies half way between two values that occur, as scikit-learn places its thresholds.
 *
 * @param values - finite numbers, in any order
 * @param bins - at most so many, an integer in [2, 256]
 * @returns ascending edges, one fewer than there are bins
 * @throws {RangeError} when `bins` is out of range
 * @example
 * quantileBinEdges(Float64Array.of(1, 3, 3, 5)); // [2, 4]
 */
export function quantileBinEdges(values: Float64Array, bins: number = mostBins): Float64Array {
  if (!Number.isInteger(bins) || bins < 2 || bins > mostBins) {
    throw new RangeError(`quantileBinEdges requires an integer bins in [2, ${mostBins}], got ${bins}`);
  }
  const sorted = values.toSorted();
  const starts = distinctStarts(sorted);
  const cuts = starts.length < bins ? starts : equalCuts(starts, sorted.length, bins);
  return Float64Array.from(cuts, (start) => middle(sorted[start - 1] ?? 0, sorted[start] ?? 0));
}

/** Positions at which a value begins that is larger than the one before. */
function distinctStarts(sorted: Float64Array): readonly number[] {
  const starts: number[] = [];
  for (let index = 1; index < sorted.length; index += 1) {
    if ((sorted[index] ?? 0) > (sorted[index - 1] ?? 0)) starts.push(index);
  }
  return starts;
}

/** Of the possible cuts the first at or after each of the wanted quantiles. */
function equalCuts(starts: readonly number[], rows: number, bins: number): readonly number[] {
  const cuts: number[] = [];
  let next = 0;
  for (let bin = 1; bin < bins; bin += 1) {
    const wanted = (bin * rows) / bins;
    while (next < starts.length && (starts[next] ?? 0) < wanted) next += 1;
    const start = starts[next];
    if (start === undefined) break;
    if (cuts.at(-1) !== start) cuts.push(start);
  }
  return cuts;
}

/** Half way, and never the upper value itself: rounding between neighbouring numbers must not merge them. */
function middle(lower: number, upper: number): number {
  const half = lower + (upper - lower) / 2;
  return half < upper && Number.isFinite(half) ? half : lower;
}

/** The bin of a value: the first whose edge is not below it. */
export function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const probe = (low + high) >>> 1;
    if (value <= (edges[probe] ?? 0)) high = probe;
    else low = probe + 1;
  }
  return low;
}

/** `binOf` of a whole column. */
export function binColumn(edges: Float64Array, values: Float64Array): Uint8Array {
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row += 1) bins[row] = binOf(edges, values[row] ?? 0);
  return bins;
}
