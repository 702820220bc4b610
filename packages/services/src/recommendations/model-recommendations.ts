import { reasonsFor, type Recommender, TopScores } from '@skills/collaborative-filtering';
import type { Recommendation } from '@skills/schema';
import { namesText, rateWords } from './because.ts';
import type { LoadedLog } from './loaded-log.ts';

export type ModelQuestion = {
  readonly user: number | undefined;
  readonly limit: number;
  readonly isWanted: (skillName: string) => boolean;
};

const reasonsShown = 3;
// A penalty leaves a rounding error where nothing speaks for a skill.
const leastScore = 1e-12;

/** What a model ranks first of the skills that a group of users has; nothing for who has no skill yet. */
export function modelRecommendations(
  loaded: LoadedLog,
  recommender: Recommender,
  { user, limit, isWanted }: ModelQuestion,
): readonly Omit<Recommendation, 'installed'>[] {
  const items = loaded.itemsOf(user);
  if (items.length === 0) return [];
  const isOfTaste = recommender.name !== 'popularity';
  const scores = recommender.score(items, user);
  const top = new TopScores(limit);
  for (const [item, score] of scores.entries()) {
    if (score <= leastScore || score < top.threshold) continue;
    if (!loaded.isOfGroup(item) || !loaded.isChosen(item) || !isWanted(loaded.nameOf(item))) continue;
    top.offer(item, score);
  }
  const named = loaded.reasonsOf(items);
  return top.ranked().map(({ index: item, score }) => {
    const support = loaded.outcomes[item]?.calls.users ?? 0;
    const completionRate = loaded.baselines[item]?.completionRate ?? null;
    const reasons = reasonsFor(recommender, { items: named, item, limit: reasonsShown });
    return {
      skillName: loaded.nameOf(item),
      score,
      completionRate,
      source: isOfTaste ? 'collaborative_filtering' : 'global_popularity',
      support,
      because: [
        reasonText({ isOfTaste, support, names: reasons.map((own) => loaded.nameOf(own)) }),
        ...rateWords(completionRate),
      ],
    };
  });
}

type Reason = { readonly isOfTaste: boolean; readonly support: number; readonly names: readonly string[] };

function reasonText({ isOfTaste, support, names }: Reason): string {
  if (!isOfTaste) return `${support} users have it`;
  return names.length === 0 ? 'users who use what you use have it' : `goes with ${namesText(names)}`;
}
