import { wilsonScoreInterval } from '@skills/analytics';
import type { ImportedBaselines, Recommendation } from '@skills/schema';
import { rateWords } from './because.ts';
import type { LoadedLog } from './loaded-log.ts';

export type GlobalQuestion = {
  readonly isWanted: (skillName: string) => boolean;
  readonly limit: number;
  /** Calls of known outcome. */
  readonly minInvocations: number;
  /** What other teams have given. */
  readonly imported: readonly ImportedBaselines[];
};

type Rated = Omit<Recommendation, 'installed'> & { readonly effectivenessPercentile: number | null };

/**
 * What works best for everybody, for who has no taste known yet: by the lower bound of Wilson's interval, so that five of
 * five do not beat 990 of 1,000. Skills that this log tells nothing of are judged by what other teams have given.
 */
export function globalRecommendations(
  loaded: LoadedLog,
  { isWanted, limit, minInvocations, imported }: GlobalQuestion,
): readonly Rated[] {
  const own = loaded.baselines.flatMap((baseline, item): readonly Rated[] => {
    const skillName = loaded.nameOf(item);
    const known = loaded.outcomes[item]?.outcomes;
    if (baseline === undefined || known === undefined || baseline.completionRate === null) return [];
    if (known.count < minInvocations || !loaded.isChosen(item) || !isWanted(skillName)) return [];
    return [
      {
        skillName,
        score: wilsonScoreInterval(known.completed, known.count).lower,
        completionRate: baseline.completionRate,
        source: 'global_popularity',
        support: baseline.users,
        because: rateWords(baseline.completionRate),
        effectivenessPercentile: baseline.effectivenessPercentile,
      },
    ];
  });
  const judged = new Set(own.map(({ skillName }) => skillName));
  const foreign = imported.flatMap(({ baselines }) =>
    baselines.flatMap((row): readonly Rated[] => {
      const { skillName, totalInvocations: calls, globalCompletionRate: rate } = row;
      if (rate === null || calls < minInvocations || judged.has(skillName) || !isWanted(skillName)) return [];
      const place = loaded.placeOf(skillName);
      if (place !== undefined && !loaded.isChosen(place)) return [];
      return [
        {
          skillName,
          score: wilsonScoreInterval(Math.round(rate * calls), calls).lower,
          completionRate: rate,
          source: 'global_popularity',
          support: row.totalUsers,
          because: [...rateWords(rate), 'by what another team has given'],
          effectivenessPercentile: row.effectivenessPercentile,
        },
      ];
    }),
  );
  return [...own, ...bestOfEach(foreign)].toSorted(byScore).slice(0, limit);
}

/** One per skill, that of the team with the most users. */
function bestOfEach(rated: readonly Rated[]): readonly Rated[] {
  const best = new Map<string, Rated>();
  for (const one of rated) if (one.support > (best.get(one.skillName)?.support ?? -1)) best.set(one.skillName, one);
  return [...best.values()];
}

function byScore(left: Rated, right: Rated): number {
  return right.score - left.score || (left.skillName < right.skillName ? -1 : 1);
}
