/**
 * The value that would stand at `index` if `values` were sorted, by Hoare's quickselect: linear time on average, where
 * sorting the slopes of 90 days takes most of a trend's time. Reorders `values`: everything before `index` is then no
 * larger, everything behind it no smaller.
 *
 * @param values - not empty
 * @param index - an integer in `[0, values.length)`
 * @throws {RangeError} when there is no such index
 * @example
 * orderStatistic(Float64Array.of(5, 1, 3), 1); // 3
 */
export function orderStatistic(values: Float64Array, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= values.length) {
    throw new RangeError(`orderStatistic requires an index in [0, ${values.length}), got ${index}`);
  }
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    // The middle of three keeps sorted input, the usual kind, from the worst case.
    const [first, middle, last] = [values[low] ?? 0, values[(low + high) >> 1] ?? 0, values[high] ?? 0];
    const pivot = Math.max(Math.min(first, middle), Math.min(Math.max(first, middle), last));
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left += 1;
      while ((values[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const kept = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = kept;
      left += 1;
      right -= 1;
    }
    if (index <= right) high = right;
    else if (index >= left) low = left;
    else break;
  }
  return values[index] ?? 0;
}

/** Median by `orderStatistic`; reorders `values`, which must not be empty. */
export function medianInPlace(values: Float64Array): number {
  const half = values.length >> 1;
  const upper = orderStatistic(values, half);
  if (values.length % 2 === 1) return upper;
  let lower = values[0] ?? 0;
  for (let index = 1; index < half; index += 1) lower = Math.max(lower, values[index] ?? 0);
  return (lower + upper) / 2;
}
