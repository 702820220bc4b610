import { smoothedRate } from '@skills/analytics';
import { itemsOf } from '../matrix/interaction-matrix.ts';
import { cellOf, type OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import type { SimilarUser } from '../neighbours/jaccard-neighbours.ts';
import { TopScores } from '../neighbours/top-scores.ts';
import { type ItemOutcomes, overallRate } from './completion-rates.ts';

export type NeighbourRecommendation = {
  readonly item: number;
  /** In [0, 1]: the neighbours' mean smoothed completion rate of it, by similarity; 0 for who does not have it. */
  readonly score: number;
  /** Neighbours who have it. */
  readonly support: number;
};

export type NeighbourQuestion = {
  readonly neighbours: readonly SimilarUser[];
  /** Over all users, by item. */
  readonly outcomes: readonly ItemOutcomes[];
  readonly isWanted: (item: number) => boolean;
  readonly limit: number;
  /** Fewer neighbours who have it are no evidence, and would tell of them. */
  readonly minSupport: number;
};

/** What similar users have and it works for them: each counts by similarity, all of them together. */
export function recommendFromNeighbours(
  log: OutcomeMatrix,
  { neighbours, outcomes, isWanted, limit, minSupport }: NeighbourQuestion,
): readonly NeighbourRecommendation[] {
  const prior = overallRate(outcomes);
  const sums = new Map<number, { weight: number; support: number }>();
  for (const { user, similarity } of neighbours) {
    for (const item of itemsOf(log.matrix, user)) {
      if (!isWanted(item)) continue;
      const cell = cellOf(log.matrix, user, item);
      const all = outcomes[item];
      const known = { completed: all?.outcomes.completed ?? 0, known: all?.outcomes.count ?? 0 };
      const itemRate = smoothedRate(known, prior);
      const rate = smoothedRate(knownOutcomes(log.completed[cell], log.failed[cell]), itemRate);
      const sum = sums.get(item) ?? { weight: 0, support: 0 };
      sum.weight += similarity * rate;
      sum.support += 1;
      sums.set(item, sum);
    }
  }
  const total = neighbours.reduce((sum, { similarity }) => sum + similarity, 0);
  const top = new TopScores(limit);
  for (const [item, { weight, support }] of sums) if (support >= minSupport) top.offer(item, weight / total);
  return top.ranked().map(({ index, score }) => ({ item: index, score, support: sums.get(index)?.support ?? 0 }));
}

function knownOutcomes(completed = 0, failed = 0): { readonly completed: number; readonly known: number } {
  return { completed, known: completed + failed };
}
