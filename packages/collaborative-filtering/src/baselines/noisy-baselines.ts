import type { RandomBits } from '@skills/analytics';
import { itemsOf } from '../matrix/interaction-matrix.ts';
import type { OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import { TopScores } from '../neighbours/top-scores.ts';
import type { CommunityBaseline } from './community-baselines.ts';
import { discreteLaplace } from './discrete-laplace.ts';
import { withPercentiles } from './shared-baseline.ts';
import { isGroup, type GroupRule } from './skill-use.ts';

/** What one user adds at most to a release with noise. */
export const mostOfOneUserInNoise = { skills: 10, callsPerSkill: 20 } as const;

export type NoiseOptions = {
  /** Skills that are a group; of the others nothing is drawn. Also the least noisy number of users that is told. */
  readonly rule: GroupRule;
  /** Of the whole release, for one user: above 0. */
  readonly epsilon: number;
  /** Secret: who knows the numbers can take the noise out. */
  readonly bits: RandomBits;
};

// Rates are summed in thousandths: noise is drawn in whole numbers.
const rateUnit = 1000;
const figures = 4;

/**
 * Counts and rates under the Laplace mechanism. A user counts for the 10 skills that he uses most, with at most 20 calls
 * each, and a rate is the mean over users of how often it works for each; so one user changes each of the four sums of the
 * release by a known amount at most, and each gets a quarter of epsilon. Durations and phases are left out.
 *
 * Which skills are told of follows the rule for groups and is not covered by epsilon.
 *
 * @returns by the number of the skill; undefined for one that is left out
 * @throws {RangeError} when epsilon is not above 0
 */
export function noisyBaselines(
  log: OutcomeMatrix,
  { rule, epsilon, bits }: NoiseOptions,
): readonly (CommunityBaseline | undefined)[] {
  if (!(epsilon > 0 && epsilon < Infinity)) throw new RangeError(`epsilon must be above 0, got ${epsilon}`);
  const sums = boundedSums(log);
  const scale = (mostOfOneUserInNoise.skills * figures) / epsilon;
  const noise = (unit: number): number => discreteLaplace(bits, scale * unit);
  return withPercentiles(
    sums.map(({ users, largest, calls, allCalls, known, rates }) => {
      if (!isGroup({ users, count: allCalls, largest }, rule)) return undefined;
      const noisyUsers = users + noise(1);
      const noisyKnown = known + noise(1);
      const noisyRates = Math.round(rates * rateUnit) + noise(rateUnit);
      const noisyCalls = calls + noise(mostOfOneUserInNoise.callsPerSkill);
      if (noisyUsers < rule.minUsers) return undefined;
      const rate = noisyRates / rateUnit / noisyKnown;
      return {
        users: noisyUsers,
        invocations: Math.max(noisyUsers, noisyCalls),
        completionRate: noisyKnown < rule.minUsers ? null : Math.min(1, Math.max(0, rate)),
        averageDurationSeconds: null,
        commonestPhase: null,
        effectivenessPercentile: null,
      };
    }),
  );
}

type BoundedSum = {
  users: number;
  /** For the rule alone. */
  largest: number;
  allCalls: number;
  calls: number;
  /** Users with a known outcome. */
  known: number;
  /** Sum of the users' rates. */
  rates: number;
};

function boundedSums({ matrix, calls, completed, failed }: OutcomeMatrix): readonly BoundedSum[] {
  const sums = Array.from({ length: matrix.itemCount }, (): BoundedSum => ({
    users: 0,
    largest: 0,
    allCalls: 0,
    calls: 0,
    known: 0,
    rates: 0,
  }));
  for (let user = 0; user < matrix.users; user += 1) {
    const start = matrix.offsets[user] ?? 0;
    const most = new TopScores(mostOfOneUserInNoise.skills);
    for (const [place, item] of itemsOf(matrix, user).entries()) most.offer(item, calls[start + place] ?? 0);
    const counted = new Set(most.ranked().map(({ index }) => index));
    for (const [place, item] of itemsOf(matrix, user).entries()) {
      const sum = sums[item];
      if (sum === undefined || !counted.has(item)) continue;
      const cell = start + place;
      const own = calls[cell] ?? 0;
      const known = (completed[cell] ?? 0) + (failed[cell] ?? 0);
      sum.users += 1;
      sum.allCalls += own;
      sum.largest = Math.max(sum.largest, own);
      sum.calls += Math.min(own, mostOfOneUserInNoise.callsPerSkill);
      if (known === 0) continue;
      sum.known += 1;
      sum.rates += (completed[cell] ?? 0) / known;
    }
  }
  return sums;
}
