import { regularizedBeta } from '@skills/analytics';

export type MatchedPair = {
  /** Sessions that both skills share. */
  readonly shared: number;
  /** Of the shared sessions, were the skills of each matched set dealt out by chance. */
  readonly mean: number;
  readonly variance: number;
  /** Third central moment. */
  readonly third: number;
  /** No more can be shared. */
  readonly most: number;
};

/**
 * Two-sided p-value that the sessions that two skills share are within a factor of what matched sessions give: twice the
 * smaller of the chance of so many when `factor` times the mean was to be expected, and of so few at mean / `factor`.
 * With thousands of sessions everything differs from chance a little; what is asked is whether it differs enough to
 * matter.
 *
 * A hypergeometric number is a sum of independent trials (Vatutin & Mikhailov 1982), and so is a sum of such numbers. Its
 * tails are those of the shifted binomial with the same first three moments: against the exact sum the p-value is off by
 * at most 1.2 times at 0.01, 1.4 times at 0.001, and 10 times at 1e-7.
 *
 * @param factor - at least 1
 * @throws {RangeError} when the numbers are not those of such a sum
 * @see Pekoz, Rollin, Cekanavicius & Shwartz (2009), J. Appl. Prob. 46(4), on three-parameter binomial approximation
 */
export function matchedPValue(pair: MatchedPair, factor: number): number {
  const { shared, mean, variance, third } = pair;
  if (!(factor >= 1)) throw new RangeError(`matchedPValue requires a factor of at least 1, got ${factor}`);
  if (!(mean >= 0 && variance >= 0 && shared >= 0)) {
    throw new RangeError(`${shared} shared sessions of mean ${mean} and variance ${variance} are no such numbers`);
  }
  // All or none have the one skill in each set: they say nothing.
  if (mean === 0 || variance <= mean * 1e-12) return 1;
  // Variance and lopsidedness of so many more trials, or fewer.
  const upper = upperTail(shared - mean * factor, { variance: variance * factor, third: third * factor });
  const lower = upperTail(mean / factor - shared, { variance: variance / factor, third: -third / factor });
  return Math.min(1, 2 * Math.min(upper, lower, atLeastBound(pair, factor), atMostBound(pair, factor)));
}

/**
 * P(shared or more) of any sum of at most so many independent trials with this mean is at most that of the binomial, from
 * one above the mean on.
 *
 * @see Hoeffding (1956), Ann. Math. Statist. 27(3):713-721
 */
function atLeastBound({ shared, mean, most }: MatchedPair, factor: number): number {
  const expected = mean * factor;
  if (shared < expected + 1 || shared > most) return 1;
  return regularizedBeta(expected / most, { a: shared, b: most - shared + 1 });
}

/** The same of P(shared or fewer), to one below the mean. */
function atMostBound({ shared, mean, most }: MatchedPair, factor: number): number {
  const expected = mean / factor;
  if (shared > expected - 1 || expected >= most) return 1;
  return regularizedBeta(1 - expected / most, { a: most - shared, b: shared + 1 });
}

type Spread = { readonly variance: number; readonly third: number };

/** The trials of a shifted binomial are neither certain nor endlessly many. */
const mostSkew = 1 - 1e-6;

/** P(X - mean ≥ above). */
function upperTail(above: number, { variance, third }: Spread): number {
  const skew = Math.max(-mostSkew, Math.min(mostSkew, third / variance));
  const probability = (1 - skew) / 2;
  const trials = variance / (probability * (1 - probability));
  const tail = (distance: number): number => {
    const successes = distance + trials * probability;
    return successes <= 0
      ? 1
      : regularizedBeta(probability, { a: successes, b: trials * (1 - probability) - distance + 1 });
  };
  const room = trials * (1 - probability) - above;
  if (room >= 1) return tail(above);
  // The binomial ends before the sum does. The logarithm of the tail falls ever faster, so that a line from its last
  // two places is never too low.
  const beyond = Math.ceil(1 - room);
  const last = tail(above - beyond);
  return last === 0 ? 0 : last * (last / tail(above - beyond - 1)) ** beyond;
}
