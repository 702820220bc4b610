import { betaQuantile } from '../distributions/beta-distribution.ts';
import { binomialCdf, binomialProbability, binomialSurvival } from '../distributions/binomial-distribution.ts';
import { requireFraction, requireProbability } from '../distributions/requirements.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';
import { requireSuccessCounts, type SuccessCounts } from './success-counts.ts';

/**
 * Exact two-sided p-value that successes come with the given probability: all counts that are no likelier than the
 * observed one.
 *
 * @throws {RangeError} when the counts are not integers `0 <= successes <= trials`, or the probability is outside [0, 1]
 * @example
 * binomialTest({ successes: 3, trials: 15 }, 0.1); // 0.1840
 */
export function binomialTest(counts: SuccessCounts, probability: number): number {
  const { successes, trials } = requireSuccessCounts(counts, 'binomialTest');
  requireProbability(probability, 'the probability of binomialTest');
  const parameters = { trials, probability };
  const mean = trials * probability;
  if (successes === mean) return 1;
  // The tolerance lets probabilities that are equal but for rounding count as equal.
  const limit = binomialProbability(successes, parameters) * (1 + 1e-7);
  const isLikely = (count: number): boolean => binomialProbability(count, parameters) > limit;
  if (successes < mean) {
    // The first count above the mean that is no likelier: probabilities fall from the mode on.
    const other = firstWhere((count) => !isLikely(count), Math.ceil(mean), trials + 1);
    const upper = other > trials ? 0 : binomialSurvival(other - 1, parameters);
    return Math.min(1, binomialCdf(successes, parameters) + upper);
  }
  const other = firstWhere(isLikely, 0, Math.floor(mean) + 1) - 1;
  const lower = other < 0 ? 0 : binomialCdf(other, parameters);
  const upper = successes === 0 ? 1 : binomialSurvival(successes - 1, parameters);
  return Math.min(1, lower + upper);
}

/**
 * Clopper and Pearson's exact interval of a success rate: it never holds the true rate less often than promised, and is
 * wider than Wilson's for that.
 *
 * @throws {RangeError} when the counts are not such integers, there is no trial, or the confidence is outside (0, 1)
 * @see Clopper & Pearson (1934), Biometrika 26(4):404-413, doi:10.1093/biomet/26.4.404
 * @example
 * clopperPearsonInterval({ successes: 8, trials: 10 }); // { lower: 0.4439, upper: 0.9748 }
 */
export function clopperPearsonInterval(counts: SuccessCounts, { confidence = 0.95 }: ConfidenceOptions = {}): Interval {
  const { successes, trials } = requireSuccessCounts(counts, 'clopperPearsonInterval');
  if (trials === 0) throw new RangeError('clopperPearsonInterval requires trials >= 1, got 0');
  requireFraction(confidence, 'the confidence of clopperPearsonInterval');
  const tail = (1 - confidence) / 2;
  return {
    lower: successes === 0 ? 0 : betaQuantile(tail, { a: successes, b: trials - successes + 1 }),
    upper: successes === trials ? 1 : 1 - betaQuantile(tail, { a: trials - successes, b: successes + 1 }),
  };
}

/** First integer in [from, to) that satisfies, or `to`; whether one satisfies changes once, from no to yes. */
function firstWhere(satisfies: (count: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (satisfies(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
