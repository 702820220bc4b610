import { gramMatrix } from '../matrix/gram-matrix.ts';
import type { InteractionMatrix } from '../matrix/interaction-matrix.ts';
import { TopScores } from '../neighbours/top-scores.ts';
import { itemWeightsRecommender } from './item-weights.ts';
import type { Recommender } from './recommender.ts';

/**
 * Item-based nearest neighbours (Sarwar et al., WWW 2001): the cosine of two items' users. Each item `i` speaks for
 * those `j` that are in the list of its `neighbours` nearest; ties by the smaller item.
 */
export function fitItemNeighbours(
  matrix: InteractionMatrix,
  { neighbours = 20 }: { readonly neighbours?: number } = {},
): Recommender {
  const { itemCount } = matrix;
  const gram = gramMatrix(matrix);
  const weights = new Float64Array(itemCount * itemCount);
  for (let item = 0; item < itemCount; item += 1) {
    const top = new TopScores(neighbours);
    const users = gram[item * itemCount + item] ?? 0;
    for (let other = 0; other < itemCount; other += 1) {
      const common = gram[item * itemCount + other] ?? 0;
      if (other === item || common === 0) continue;
      top.offer(other, common / Math.sqrt(users * (gram[other * itemCount + other] ?? 0)));
    }
    // Kept in the list of `item`, which is the one that is scored.
    for (const { index, score } of top.ranked()) weights[index * itemCount + item] = score;
  }
  return itemWeightsRecommender(`item neighbours (cosine, k = ${neighbours})`, itemCount, weights);
}
