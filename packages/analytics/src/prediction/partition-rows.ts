/** A stretch `[start, end)` of an array of row numbers. */
export type RowSpan = { readonly order: Int32Array; readonly start: number; readonly end: number };

/**
 * Puts the rows whose bin is at most `bin` before the others, in place.
 *
 * @returns where the others begin
 */
export function partitionRows({ order, start, end }: RowSpan, column: Uint8Array, bin: number): number {
  let low = start;
  let high = end - 1;
  while (low <= high) {
    const row = order[low] ?? 0;
    if ((column[row] ?? 0) <= bin) {
      low += 1;
      continue;
    }
    order[low] = order[high] ?? 0;
    order[high] = row;
    high -= 1;
  }
  return low;
}
