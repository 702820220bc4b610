import { type InteractionMatrix, itemsOf } from '../matrix/interaction-matrix.ts';
import { TopScores } from '../neighbours/top-scores.ts';
import { itemWeightsRecommender } from './item-weights.ts';
import { usersPerItem } from './popularity.ts';
import type { Recommender } from './recommender.ts';

export type Rp3BetaOptions = {
  /** Power of the transition probabilities. Default 1. */
  readonly alpha?: number | undefined;
  /** Power of the popularity that an item is divided by. Default 0.6. */
  readonly beta?: number | undefined;
  /** Items that each item leads to. Default 100. */
  readonly neighbours?: number | undefined;
};

/**
 * RP³β (Paudel, Christoffel, Newell & Bernstein, ACM TiiS 2017): the probability to reach an item from another by a
 * random walk over their users, less the pull of what everybody has.
 */
export function fitRp3Beta(
  matrix: InteractionMatrix,
  { alpha = 1, beta = 0.6, neighbours = 100 }: Rp3BetaOptions = {},
): Recommender {
  const { users, itemCount } = matrix;
  const popularity = usersPerItem(matrix);
  const reached = new Float64Array(itemCount * itemCount);
  for (let user = 0; user < users; user += 1) {
    const items = itemsOf(matrix, user);
    const step = items.length ** -alpha;
    for (const item of items) {
      const fromItem = (popularity[item] ?? 1) ** -alpha * step;
      for (const other of items) {
        const cell = item * itemCount + other;
        reached[cell] = (reached[cell] ?? 0) + fromItem;
      }
    }
  }
  return itemWeightsRecommender('RP3beta', itemCount, strongest(reached, { itemCount, popularity, beta, neighbours }));
}

type Walk = {
  readonly itemCount: number;
  readonly popularity: Float64Array;
  readonly beta: number;
  readonly neighbours: number;
};

function strongest(reached: Float64Array, { itemCount, popularity, beta, neighbours }: Walk): Float64Array {
  const weights = new Float64Array(itemCount * itemCount);
  for (let item = 0; item < itemCount; item += 1) {
    const top = new TopScores(neighbours);
    for (let other = 0; other < itemCount; other += 1) {
      const probability = reached[item * itemCount + other] ?? 0;
      if (other !== item && probability > 0) top.offer(other, probability / (popularity[other] ?? 1) ** beta);
    }
    for (const { index, score } of top.ranked()) weights[item * itemCount + index] = score;
  }
  return weights;
}
