import type { JaccardNeighbours, NeighbourOptions, SimilarUser } from './jaccard-neighbours.ts';

/**
 * The `limit` nearest users and all others who are as similar as the last of them, so that whoever knows the users' names
 * can order equal ones by those.
 *
 * @throws {RangeError} as `JaccardNeighbours.similarUsers`
 */
export function nearestWithTies(
  index: JaccardNeighbours,
  items: ArrayLike<number>,
  { limit, ...options }: NeighbourOptions,
): readonly SimilarUser[] {
  for (let asked = 2 * limit + 8; ; asked *= 4) {
    const found = index.similarUsers(items, { ...options, limit: asked });
    const last = found[limit - 1]?.similarity;
    if (found.length < asked || last === undefined || (found.at(-1)?.similarity ?? 0) < last) {
      return last === undefined ? found : found.filter(({ similarity }) => similarity >= last);
    }
  }
}
