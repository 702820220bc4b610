import { type InteractionMatrix, itemsOf } from '../matrix/interaction-matrix.ts';
import { TopScores } from '../neighbours/top-scores.ts';
import type { Recommender } from '../recommenders/recommender.ts';
import type { HeldOut } from './held-out.ts';
import { rankOfItem } from './rank-of-item.ts';

/** Figures of one user, in the order of what was held out. Each is a fraction. */
export type RankingFigures = {
  /** 1 when any held-out item is among the first `k`. */
  readonly hits: Float64Array;
  /** Discounted gain 1 / log₂(rank + 1) of held-out items among the first `k`, divided by the best possible. */
  readonly ndcg: Float64Array;
  /** Share of the held-out items that are among the first `k`. */
  readonly recall: Float64Array;
  /** 1 / rank of the first held-out item, whatever its rank. */
  readonly reciprocalRank: Float64Array;
  /** Share of all items that are among the first `k` of anybody. */
  readonly coverage: number;
};

/**
 * Full ranking: every item that the user does not have is a candidate, no sample of them.
 *
 * @param matrix - what the recommender was fitted to
 * @throws {RangeError} when nothing is held out or `k` is below 1
 */
export function evaluateRecommender(
  recommender: Recommender,
  matrix: InteractionMatrix,
  { heldOut, k }: { readonly heldOut: readonly HeldOut[]; readonly k: number },
): RankingFigures {
  if (heldOut.length === 0) throw new RangeError('nothing is held out to evaluate with');
  if (!(k >= 1)) throw new RangeError(`k must be at least 1, got ${k}`);
  const figures = {
    hits: new Float64Array(heldOut.length),
    ndcg: new Float64Array(heldOut.length),
    recall: new Float64Array(heldOut.length),
    reciprocalRank: new Float64Array(heldOut.length),
  };
  const recommended = new Uint8Array(matrix.itemCount);
  for (const [place, { user, items }] of heldOut.entries()) {
    const own = itemsOf(matrix, user);
    const scores = recommender.score(own, user);
    for (const index of firstItems(scores, own, k)) recommended[index] = 1;
    const ranks = items.map((item) => rankOfItem(scores, item, own));
    const found = ranks.filter((rank) => rank <= k);
    figures.hits[place] = found.length > 0 ? 1 : 0;
    figures.recall[place] = found.length / items.length;
    figures.ndcg[place] = gainOf(found) / gainOf(items.slice(0, k).map((_, index) => index + 1));
    figures.reciprocalRank[place] = 1 / Math.min(...ranks);
  }
  return { ...figures, coverage: recommended.reduce((sum, flag) => sum + flag, 0) / matrix.itemCount };
}

function gainOf(ranks: readonly number[]): number {
  return ranks.reduce((sum, rank) => sum + 1 / Math.log2(rank + 1), 0);
}

function firstItems(scores: Float64Array, excluded: ArrayLike<number>, k: number): readonly number[] {
  const own = new Set(Array.from(excluded));
  const top = new TopScores(k);
  for (let item = 0; item < scores.length; item += 1) if (!own.has(item)) top.offer(item, scores[item] ?? 0);
  return top.ranked().map(({ index }) => index);
}
