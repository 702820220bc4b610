/** Draws an index in constant time, whatever the number of weights. */
export type AliasTable = { readonly keep: Float64Array; readonly alias: Int32Array };

/**
 * Prepares the alias method for a list of weights.
 *
 * @param weights - at least one, none negative, not all 0; they need not add up to 1
 * @throws {RangeError} when the weights are none of that
 * @see Vose (1991), IEEE TSE 17(9):972-975, doi:10.1109/32.92917
 * @example
 * drawIndex(aliasTable([3, 1]), 0.2); // 0
 */
export function aliasTable(weights: readonly number[]): AliasTable {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && total < Infinity) || weights.some((weight) => weight < 0)) {
    throw new RangeError(
      `aliasTable requires weights of which none is negative and one is not 0, got ${weights.join()}`,
    );
  }
  const keep = Float64Array.from(weights, (weight) => (weight * weights.length) / total);
  const alias = Int32Array.from(weights, (_, index) => index);
  const small: number[] = [];
  const large: number[] = [];
  for (const [index, share] of keep.entries()) (share < 1 ? small : large).push(index);
  for (;;) {
    const [low, high] = [small.pop(), large.at(-1)];
    if (low === undefined || high === undefined) break;
    alias[low] = high;
    keep[high] = (keep[high] ?? 0) + (keep[low] ?? 0) - 1;
    if ((keep[high] ?? 0) < 1) {
      large.pop();
      small.push(high);
    }
  }
  // What rounding left over keeps itself, unless it may never be drawn.
  for (const index of [...small, ...large]) if ((weights[index] ?? 0) > 0) keep[index] = 1;
  return { keep, alias };
}

/** The index that a uniform draw in [0, 1) picks. */
export function drawIndex(table: AliasTable, uniform: number): number {
  const position = uniform * table.keep.length;
  const index = Math.floor(position);
  return position - index < (table.keep[index] ?? 1) ? index : (table.alias[index] ?? index);
}
