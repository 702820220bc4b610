import { randomBits, shuffledIndices } from '@skills/analytics';
import type { OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import { bootstrapMean, type MeanInterval } from './bootstrap-mean.ts';
import { chooseRecommender, fewestUsersToChoose } from './choose-recommender.ts';
import { evaluateRecommender, type RankingFigures } from './evaluate-recommender.ts';
import { type HeldOut, splitByTime } from './held-out.ts';
import { type RecommenderName, recommenderPlans } from './recommender-plans.ts';

export type SplitName = 'leave-one-out' | '80/20';

export type EvaluationOptions = {
  /** Length of the list that is judged. Default 10. */
  readonly k?: number | undefined;
  /** Of the sample and the bootstrap. Default 1. */
  readonly seed?: number | undefined;
  /** Of more users a sample is asked. Default 2,000. */
  readonly mostUsers?: number | undefined;
  /** Default both. */
  readonly splits?: readonly SplitName[] | undefined;
  /** Default all, popularity among them. */
  readonly models?: readonly RecommenderName[] | undefined;
};

export type ModelEvaluation = {
  readonly name: RecommenderName;
  readonly hitRate: MeanInterval;
  readonly ndcg: MeanInterval;
  readonly recall: MeanInterval;
  readonly reciprocalRank: MeanInterval;
  readonly coverage: number;
  /** NDCG of the same users less that by popularity. */
  readonly gain: MeanInterval;
};

export type SplitEvaluation = {
  readonly split: SplitName;
  /** Of whom something was kept out and asked for. */
  readonly users: number;
  readonly models: readonly ModelEvaluation[];
};

export type PlansEvaluation = {
  readonly k: number;
  /** None with too few users. */
  readonly splits: readonly SplitEvaluation[];
  /** By leave-one-out; popularity with too few users. */
  readonly chosen: RecommenderName;
};

/** The model that does best on what users took up last, without intervals: a tenth of the work of `evaluatePlans`. */
export function chooseByLeaveOneOut(
  { matrix, firstCall }: OutcomeMatrix,
  { k = 10, seed = 1, mostUsers = 2000 }: Pick<EvaluationOptions, 'k' | 'seed' | 'mostUsers'> = {},
): RecommenderName {
  const { train, heldOut } = splitByTime(matrix, firstCall, 'one');
  if (heldOut.length < fewestUsersToChoose) return 'popularity';
  const asked = sampled(heldOut, mostUsers, seed);
  return chooseRecommender(
    recommenderPlans.map(({ name, fit }) => ({
      name,
      ndcg: evaluateRecommender(fit(train), train, { heldOut: asked, k }).ndcg,
    })),
  );
}

/**
 * Holds every model to what users took up last: it is fitted to what they had before and must rank that among everything
 * else. The interval of a figure is a bootstrap over users. A choice takes 20 users of at least two items.
 */
export function evaluatePlans(
  { matrix, firstCall }: OutcomeMatrix,
  { k = 10, seed = 1, mostUsers = 2000, splits = ['leave-one-out', '80/20'], models }: EvaluationOptions = {},
): PlansEvaluation {
  const plans = recommenderPlans.filter(({ name }) => models === undefined || models.includes(name));
  const evaluations: SplitEvaluation[] = [];
  let chosen: RecommenderName = 'popularity';
  for (const split of splits) {
    const { train, heldOut } = splitByTime(matrix, firstCall, split === 'leave-one-out' ? 'one' : 0.2);
    if (heldOut.length < fewestUsersToChoose) continue;
    const asked = sampled(heldOut, mostUsers, seed);
    const figures = plans.map(({ name, fit }) => ({
      name,
      of: evaluateRecommender(fit(train), train, { heldOut: asked, k }),
    }));
    if (split === splits[0]) chosen = chooseRecommender(figures.map(({ name, of }) => ({ name, ndcg: of.ndcg })));
    const popularity = figures.find(({ name }) => name === 'popularity')?.of;
    evaluations.push({
      split,
      users: asked.length,
      models: figures.map(({ name, of }) => modelEvaluation(name, of, { popularity, seed })),
    });
  }
  return { k, splits: evaluations, chosen };
}

function modelEvaluation(
  name: RecommenderName,
  { hits, ndcg, recall, reciprocalRank, coverage }: RankingFigures,
  { popularity, seed }: { readonly popularity: RankingFigures | undefined; readonly seed: number },
): ModelEvaluation {
  return {
    name,
    hitRate: bootstrapMean(hits, { seed }),
    ndcg: bootstrapMean(ndcg, { seed }),
    recall: bootstrapMean(recall, { seed }),
    reciprocalRank: bootstrapMean(reciprocalRank, { seed }),
    coverage,
    gain: bootstrapMean(
      ndcg.map((value, user) => value - (popularity?.ndcg[user] ?? 0)),
      { seed },
    ),
  };
}

/** In their order. */
function sampled(heldOut: readonly HeldOut[], mostUsers: number, seed: number): readonly HeldOut[] {
  if (heldOut.length <= mostUsers) return heldOut;
  const chosen = new Set(shuffledIndices(heldOut.length, randomBits(seed, 1)).subarray(0, mostUsers));
  return heldOut.filter((_, index) => chosen.has(index));
}
