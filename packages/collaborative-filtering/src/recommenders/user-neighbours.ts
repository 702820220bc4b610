import { type InteractionMatrix, itemsOf } from '../matrix/interaction-matrix.ts';
import { JaccardNeighbours } from '../neighbours/jaccard-neighbours.ts';
import type { Recommender } from './recommender.ts';

/**
 * User-based nearest neighbours: an item's score is the sum of the similarities of those of the `neighbours` nearest
 * users who have it. Jaccard similarity, ties by the smaller user.
 */
export function fitUserNeighbours(
  matrix: InteractionMatrix,
  { neighbours = 20 }: { readonly neighbours?: number } = {},
): Recommender {
  const index = new JaccardNeighbours(matrix);
  return {
    name: `user neighbours (Jaccard, k = ${neighbours})`,
    score(items, user) {
      const scores = new Float64Array(matrix.itemCount);
      for (const { user: other, similarity } of index.similarUsers(items, { limit: neighbours, except: user })) {
        for (const item of itemsOf(matrix, other)) scores[item] = (scores[item] ?? 0) + similarity;
      }
      return scores;
    },
  };
}
