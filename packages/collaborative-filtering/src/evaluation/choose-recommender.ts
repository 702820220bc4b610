import { normalQuantile, sampleMoments } from '@skills/analytics';
import type { RecommenderName } from './recommender-plans.ts';

/** Below this many users a difference between models is noise. */
export const fewestUsersToChoose = 20;

const confidence = 0.95;

/** NDCG of the same users in the same order by each model. */
export type NdcgOfModel = { readonly name: RecommenderName; readonly ndcg: Float64Array };

/**
 * Popularity when there are fewer than 20 users. Else the first model, unless the same users show that another is better:
 * the lower bound of the paired difference in NDCG is above 0. Of several, the best.
 *
 * @throws {RangeError} when there is no model
 */
export function chooseRecommender(models: readonly NdcgOfModel[]): RecommenderName {
  const [first, ...others] = models;
  if (first === undefined) throw new RangeError('no recommender to choose from');
  if (first.ndcg.length < fewestUsersToChoose) return 'popularity';
  let best = { name: first.name, gain: 0 };
  for (const { name, ndcg } of others) {
    const { mean, variance } = sampleMoments(ndcg.map((value, user) => value - (first.ndcg[user] ?? 0)));
    const error = Math.sqrt(variance / ndcg.length);
    const lower = mean - normalQuantile((1 + confidence) / 2) * error;
    if (lower > 0 && mean > best.gain) best = { name, gain: mean };
  }
  return best.name;
}
