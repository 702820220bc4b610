import { reasonsOfNeighbours, recommendFromNeighbours, type SimilarUser } from '@skills/collaborative-filtering';
import type { Recommendation } from '@skills/schema';
import { namesText, rateWords } from './because.ts';
import type { LoadedLog } from './loaded-log.ts';

export type NeighbourListQuestion = {
  readonly user: number | undefined;
  readonly limit: number;
  readonly minUsers: number;
  readonly installed: ReadonlySet<string> | undefined;
};

const reasonsShown = 3;

/**
 * What similar users have and it works for them. How many of them is told in steps of `minUsers`: all who have a skill,
 * less those among the neighbours, must not tell of a few others.
 */
export function neighbourRecommendations(
  loaded: LoadedLog,
  neighbours: readonly SimilarUser[],
  { user, limit, minUsers, installed }: NeighbourListQuestion,
): readonly Recommendation[] {
  const items = loaded.itemsOf(user);
  const own = new Set(Array.from(items));
  const found = recommendFromNeighbours(loaded.log, {
    neighbours,
    outcomes: loaded.outcomes,
    isWanted: (item) => !own.has(item) && loaded.isChosen(item),
    limit,
    minSupport: minUsers,
  });
  const named = loaded.reasonsOf(items);
  return found.map(({ item, score, support }) => {
    const skillName = loaded.nameOf(item);
    const told = minUsers * Math.floor(support / minUsers);
    const completionRate = loaded.baselines[item]?.completionRate ?? null;
    const reasons = reasonsOfNeighbours(loaded.log.matrix, neighbours, { items: named, item, limit: reasonsShown });
    const shared = namesText(reasons.map((reason) => loaded.nameOf(reason)));
    return {
      skillName,
      score,
      completionRate,
      source: 'collaborative_filtering',
      support: told,
      because: [
        `at least ${told} of the users most like you have it`,
        ...(shared === '' ? [] : [`like you they use ${shared}`]),
        ...rateWords(completionRate),
      ],
      installed: installed === undefined ? null : installed.has(skillName),
    };
  });
}
