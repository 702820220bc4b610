/**
 * Place of an item among all that the user does not have, 1 for the best: one more than the better ones and those of
 * equal score with a smaller number.
 *
 * @param excluded - the user's own items
 */
export function rankOfItem(scores: Float64Array, item: number, excluded: ArrayLike<number>): number {
  const own = scores[item] ?? 0;
  let rank = 1;
  for (let other = 0; other < scores.length; other += 1) {
    const score = scores[other] ?? 0;
    if (score > own || (score === own && other < item)) rank += 1;
  }
  for (let index = 0; index < excluded.length; index += 1) {
    const other = excluded[index] ?? 0;
    const score = scores[other] ?? 0;
    if (score > own || (score === own && other < item)) rank -= 1;
  }
  return rank;
}
