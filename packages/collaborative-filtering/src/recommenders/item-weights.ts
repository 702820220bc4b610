import type { Recommender } from './recommender.ts';

/** A model that adds up, over the items of a user, how much each speaks for every other one. */
export function itemWeightsRecommender(name: string, itemCount: number, weights: Float64Array): Recommender {
  return {
    name,
    weight: (own, item) => weights[own * itemCount + item] ?? 0,
    score(items) {
      const scores = new Float64Array(itemCount);
      for (let index = 0; index < items.length; index += 1) {
        const row = (items[index] ?? 0) * itemCount;
        for (let item = 0; item < itemCount; item += 1) scores[item] = (scores[item] ?? 0) + (weights[row + item] ?? 0);
      }
      return scores;
    },
  };
}
