import { binomialProbability } from '@skills/analytics';

export type SharedSessions = {
  /** N. */
  readonly sessions: number;
  /** |A|. */
  readonly sessionsA: number;
  /** |B|. */
  readonly sessionsB: number;
  /** |A ∩ B|. */
  readonly shared: number;
};

export type HypergeometricTails = {
  /** P(as many or more), Fisher's one-sided p-value that the skills seek each other. */
  readonly upper: number;
  /** P(as many or fewer), that they avoid each other. */
  readonly lower: number;
};

/**
 * Both tails of the number of shared sessions, were |A| and |B| sessions drawn from N by chance. Exact at every size: the
 * shorter tail is summed outward from the observed number until its terms no longer count.
 *
 * @throws {RangeError} when the counts contradict each other
 * @see Fisher (1922), JRSS 85(1):87-94; the probability as in Loader (2000)
 * @example
 * hypergeometricTails({ sessions: 10, sessionsA: 3, sessionsB: 4, shared: 3 }).upper; // 1/30
 */
export function hypergeometricTails(counts: SharedSessions): HypergeometricTails {
  const { sessions, sessionsA, sessionsB, shared } = counts;
  const lowest = Math.max(0, sessionsA + sessionsB - sessions);
  const highest = Math.min(sessionsA, sessionsB);
  if (!(Number.isSafeInteger(shared) && shared >= lowest && shared <= highest && highest <= sessions)) {
    throw new RangeError(`no ${shared} sessions are shared by ${sessionsA} and ${sessionsB} of ${sessions}`);
  }
  const own = probability(counts);
  // Terms fall from the mode on, so that the tail away from it is short; the other is what is left.
  if (shared >= (sessionsA * sessionsB) / sessions) {
    const above = tailAbove(counts, highest) * own;
    return { upper: Math.min(1, own + above), lower: Math.min(1, Math.max(own, 1 - above)) };
  }
  const below = tailBelow(counts, lowest) * own;
  return { lower: Math.min(1, own + below), upper: Math.min(1, Math.max(own, 1 - below)) };
}

/** P(shared), as a quotient of binomial probabilities: no factorial, no loss of digits. */
function probability({ sessions, sessionsA, sessionsB, shared }: SharedSessions): number {
  if (sessionsA === 0 || sessionsB === 0 || sessionsA === sessions || sessionsB === sessions) return 1;
  const rate = sessionsB / sessions;
  const binomial = (successes: number, trials: number): number =>
    binomialProbability(successes, { trials, probability: rate });
  return (
    (binomial(shared, sessionsA) * binomial(sessionsB - shared, sessions - sessionsA)) / binomial(sessionsB, sessions)
  );
}

/** The terms above, in units of the observed one. */
function tailAbove({ sessions, sessionsA, sessionsB, shared }: SharedSessions, highest: number): number {
  let [sum, term] = [0, 1];
  for (let x = shared; x < highest && term > sum * 1e-17; x += 1) {
    term *= ((sessionsA - x) * (sessionsB - x)) / ((x + 1) * (sessions - sessionsA - sessionsB + x + 1));
    sum += term;
  }
  return sum;
}

function tailBelow({ sessions, sessionsA, sessionsB, shared }: SharedSessions, lowest: number): number {
  let [sum, term] = [0, 1];
  for (let x = shared; x > lowest && term > sum * 1e-17; x -= 1) {
    term *= (x * (sessions - sessionsA - sessionsB + x)) / ((sessionsA - x + 1) * (sessionsB - x + 1));
    sum += term;
  }
  return sum;
}
