export type Ranking = {
  /** Each name once, the best first. */
  readonly names: readonly string[];
  /** How much the ranking counts beside the others, more than 0. */
  readonly weight: number;
};

/**
 * Several rankings as one: each gives weight / (k + place), and the sums are scaled so that what is first everywhere has 1.
 * Only places count, so that scores of different units need no calibration.
 *
 * @param k - the larger, the less the first places stand out
 * @returns scores in (0, 1] of every name that is in any ranking
 * @see Cormack, Clarke and Büttcher (2009), doi:10.1145/1571941.1572114
 */
export function reciprocalRankFusion(rankings: readonly Ranking[], k: number): ReadonlyMap<string, number> {
  const highest = rankings.reduce((sum, { weight }) => sum + weight / (k + 1), 0);
  const scores = new Map<string, number>();
  for (const { names, weight } of rankings) {
    names.forEach((name, index) => {
      scores.set(name, (scores.get(name) ?? 0) + weight / (k + index + 1) / highest);
    });
  }
  return scores;
}
