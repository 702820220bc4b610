import { logBeta, logGamma } from '../distributions/log-gamma.ts';

export type BetaBinomial = {
  /** An integer >= 0. */
  readonly trials: number;
  /** Shapes of the beta distribution that the rate comes from, both above 0. */
  readonly a: number;
  readonly b: number;
};

/**
 * Tails of the beta-binomial distribution: how likely a count this small, or this large, is when the rate itself is only
 * known as a beta distribution. It is the predictive distribution of a rate that was estimated from a limited baseline,
 * so small baselines do not raise alarms. Terms are summed outward until they no longer matter, each tail by itself.
 *
 * @param successes - an integer in `[0, trials]`
 * @returns `P(X <= successes)` and `P(X >= successes)`
 * @throws {RangeError} when the counts are not integers in range or a shape is not above 0
 * @see Skellam (1948), JRSS B 10(2):257-261
 * @example
 * betaBinomialTails(2, { trials: 10, a: 9, b: 1 }); // { lower: 0.000595, upper: 0.999892 }
 */
export function betaBinomialTails(
  successes: number,
  distribution: BetaBinomial,
): { readonly lower: number; readonly upper: number } {
  const { trials, a, b } = distribution;
  const isCount = Number.isSafeInteger(successes) && Number.isSafeInteger(trials);
  if (!isCount || successes < 0 || successes > trials || !(a > 0 && a < Infinity) || !(b > 0 && b < Infinity)) {
    throw new RangeError(
      `betaBinomialTails requires 0 <= successes <= trials and finite shapes above 0, got ${successes} of ${trials} with ${a} and ${b}`,
    );
  }
  return {
    lower: Math.min(1, tailFrom(successes, distribution)),
    // The same tail with the roles of success and failure exchanged.
    upper: Math.min(1, tailFrom(trials - successes, { trials, a: b, b: a })),
  };
}

/** Sum of the probabilities of `from`, `from - 1`, … */
function tailFrom(from: number, { trials, a, b }: BetaBinomial): number {
  let term = Math.exp(logProbability(from, { trials, a, b }));
  // Far beyond the bulk everything is in this tail, and the first term has lost its digits.
  if (term < 1e-250 && from > (trials * a) / (a + b)) return 1;
  let sum = term;
  for (let count = from; count > 0; count -= 1) {
    term *= (count * (trials - count + b)) / ((trials - count + 1) * (count - 1 + a));
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

function logProbability(successes: number, { trials, a, b }: BetaBinomial): number {
  const logChoose = logGamma(trials + 1) - logGamma(successes + 1) - logGamma(trials - successes + 1);
  return logChoose + logBeta(successes + a, trials - successes + b) - logBeta(a, b);
}
