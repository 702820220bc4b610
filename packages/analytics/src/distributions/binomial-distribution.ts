import { betaFactor, betaTails } from './incomplete-beta.ts';
import { requireCount, requireProbability } from './requirements.ts';

export type BinomialParameters = {
  /** Number of trials, an integer `>= 0`. */
  readonly trials: number;
  /** Probability of a success in one trial. */
  readonly probability: number;
};

/**
 * Probability of exactly `successes`.
 *
 * @throws {RangeError} when a count is not an integer `>= 0` or the probability is outside [0, 1]
 * @example
 * binomialProbability(1, { trials: 2, probability: 0.5 }); // 0.5
 */
export function binomialProbability(successes: number, { trials, probability }: BinomialParameters): number {
  requireParameters(successes, { trials, probability });
  if (successes > trials) return 0;
  if (probability === 0 || probability === 1) return successes === trials * probability ? 1 : 0;
  if (successes === 0) return Math.exp(trials * Math.log1p(-probability));
  if (successes === trials) return probability ** trials;
  // x^a (1-x)^b / B(a, b) with a = k, b = n - k is k (n - k) / n times the probability.
  const factor = betaFactor({ x: probability, complement: 1 - probability }, { a: successes, b: trials - successes });
  return (factor * (trials / successes)) / (trials - successes);
}

/**
 * Probability of at most `successes`.
 *
 * @throws {RangeError} as `binomialProbability`
 * @example
 * binomialCdf(0, { trials: 3, probability: 0.5 }); // 0.125
 */
export function binomialCdf(successes: number, parameters: BinomialParameters): number {
  return binomialTails(successes, parameters).lower;
}

/**
 * Probability of more than `successes`.
 *
 * @throws {RangeError} as `binomialProbability`
 * @example
 * binomialSurvival(2, { trials: 3, probability: 0.5 }); // 0.125
 */
export function binomialSurvival(successes: number, parameters: BinomialParameters): number {
  return binomialTails(successes, parameters).upper;
}

function binomialTails(successes: number, parameters: BinomialParameters): { lower: number; upper: number } {
  requireParameters(successes, parameters);
  const { trials, probability } = parameters;
  if (successes >= trials) return { lower: 1, upper: 0 };
  // P(X > k) = I_p(k + 1, n - k).
  const tails = betaTails({ x: probability, complement: 1 - probability }, { a: successes + 1, b: trials - successes });
  return { lower: tails.upper, upper: tails.lower };
}

function requireParameters(successes: number, { trials, probability }: BinomialParameters): void {
  requireCount(successes, 'the successes of a binomial');
  requireCount(trials, 'the trials of a binomial');
  requireProbability(probability, 'the probability of a binomial');
}
