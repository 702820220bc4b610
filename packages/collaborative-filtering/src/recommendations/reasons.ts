import type { InteractionMatrix } from '../matrix/interaction-matrix.ts';
import { itemsOf } from '../matrix/interaction-matrix.ts';
import type { SimilarUser } from '../neighbours/jaccard-neighbours.ts';
import { TopScores } from '../neighbours/top-scores.ts';
import type { Recommender } from '../recommenders/recommender.ts';

export type ReasonQuestion = {
  /** The user's distinct items. */
  readonly items: ArrayLike<number>;
  /** What is recommended. */
  readonly item: number;
  readonly limit: number;
};

// A penalty leaves a rounding error where nothing speaks for an item.
const leastWeight = 1e-12;

/**
 * Which of a user's items speak most for another one, the strongest first; those that do not speak for it are not named,
 * and none are by a model that does not add up.
 */
export function reasonsFor({ weight }: Recommender, { items, item, limit }: ReasonQuestion): readonly number[] {
  if (weight === undefined) return [];
  const top = new TopScores(limit);
  for (let index = 0; index < items.length; index += 1) {
    const own = items[index] ?? 0;
    const speaks = weight(own, item);
    if (speaks > leastWeight) top.offer(own, speaks);
  }
  return top.ranked().map(({ index }) => index);
}

/** The same by neighbours: which items those share with the user who have what is recommended, by their similarity. */
export function reasonsOfNeighbours(
  matrix: InteractionMatrix,
  neighbours: readonly SimilarUser[],
  { items, item, limit }: ReasonQuestion,
): readonly number[] {
  const shared = new Map<number, number>(Array.from(items, (own) => [own, 0]));
  for (const { user, similarity } of neighbours) {
    const theirs = itemsOf(matrix, user);
    if (!theirs.includes(item)) continue;
    for (const own of theirs) {
      const sum = shared.get(own);
      if (sum !== undefined) shared.set(own, sum + similarity);
    }
  }
  const top = new TopScores(limit);
  for (const [own, sum] of shared) if (sum > 0) top.offer(own, sum);
  return top.ranked().map(({ index }) => index);
}
