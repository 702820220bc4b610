import type { InteractionMatrix } from '../matrix/interaction-matrix.ts';
import { fitEase } from '../recommenders/ease.ts';
import { fitItemNeighbours } from '../recommenders/item-neighbours.ts';
import { fitPopularity } from '../recommenders/popularity.ts';
import type { Recommender } from '../recommenders/recommender.ts';
import { fitRp3Beta } from '../recommenders/rp3-beta.ts';
import { fitUserNeighbours } from '../recommenders/user-neighbours.ts';

/** A way to make a recommender, by its name. */
export type RecommenderPlan = {
  readonly name: RecommenderName;
  readonly fit: (matrix: InteractionMatrix) => Recommender;
};

export const recommenderNames = ['ease', 'item-neighbours', 'user-neighbours', 'rp3-beta', 'popularity'] as const;

export type RecommenderName = (typeof recommenderNames)[number];

/** Penalty of EASE: on MovieLens within one standard error of the best of 50 to 1,000. */
export const easeLambda = 100;

const fits: Readonly<Record<RecommenderName, RecommenderPlan['fit']>> = {
  ease: (matrix) => fitEase(matrix, { lambda: easeLambda }),
  'item-neighbours': (matrix) => fitItemNeighbours(matrix, { neighbours: 20 }),
  'user-neighbours': (matrix) => fitUserNeighbours(matrix, { neighbours: 20 }),
  'rp3-beta': (matrix) => fitRp3Beta(matrix),
  popularity: fitPopularity,
};

export function recommenderPlan(name: RecommenderName): RecommenderPlan {
  return { name, fit: fits[name] };
}

/** What the default is chosen from, the one that is strongest on most data first. */
export const recommenderPlans: readonly RecommenderPlan[] = recommenderNames.map(recommenderPlan);
