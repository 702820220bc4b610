/** Which group a thing is in. */
export type GroupLabel = string | number;

/**
 * How far two groupings of the same things agree beyond chance: 1 when they are the same, about 0 for random ones.
 *
 * @param a - group of each thing
 * @param b - group of each thing in the other grouping
 * @throws {RangeError} when the lengths differ
 * @see Hubert and Arabie (1985), doi:10.1007/BF01908075
 */
export function adjustedRandIndex(a: readonly GroupLabel[], b: readonly GroupLabel[]): number {
  if (a.length !== b.length) throw new RangeError(`groupings of ${a.length} and of ${b.length} things`);
  const together = pairsWithin(a.map((group, index) => JSON.stringify([group, b[index]])));
  const inA = pairsWithin(a);
  const inB = pairsWithin(b);
  const pairs = (a.length * (a.length - 1)) / 2;
  const expected = pairs === 0 ? 0 : (inA * inB) / pairs;
  const highest = (inA + inB) / 2;
  return highest === expected ? 1 : (together - expected) / (highest - expected);
}

/** Pairs of things in one group. */
function pairsWithin(groups: readonly GroupLabel[]): number {
  const counts = new Map<GroupLabel, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}
