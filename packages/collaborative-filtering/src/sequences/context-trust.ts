import { logGamma } from '@skills/analytics';

/** What followed in one context, and how likely the shorter context makes each skill. */
export type CountedContext = {
  readonly counts: readonly (readonly [skill: number, count: number])[];
  readonly shorter: Float64Array;
};

/** How often contexts are as alike to their shorter one as each of `strengths` says; adds up to 1. */
export type TrustPrior = Float64Array;

// As many steps as what the shorter context says may weigh: half a step up to a million.
const strengths = Array.from({ length: 11 }, (_, power) => 4 ** power / 2);
const mostContexts = 10_000;
const rounds = 30;

/**
 * How alike contexts are to their shorter ones, learned from all of them (expectation maximisation over a mixture of
 * Dirichlet distributions). In most contexts anything may follow, as always; in some one skill does.
 *
 * @see Minka (2000), "Estimating a Dirichlet distribution"
 */
export function trustPrior(contexts: readonly CountedContext[]): TrustPrior {
  let prior = new Float64Array(strengths.length).fill(1 / strengths.length);
  const likelihoods = contexts.slice(0, mostContexts).map(likelihoodsOf);
  if (likelihoods.length === 0) return prior;
  for (let round = 0; round < rounds; round += 1) {
    const next = new Float64Array(strengths.length);
    for (const own of likelihoods) {
      const posterior = posteriorOf(own, prior);
      for (let index = 0; index < next.length; index += 1) {
        next[index] = (next[index] ?? 0) + (posterior[index] ?? 0) / likelihoods.length;
      }
    }
    prior = next;
  }
  return prior;
}

/**
 * How much of a prediction is left to the shorter context, in [0, 1]; the rest is what was counted in this one.
 *
 * @example
 * shareOfShorter({ counts: [], shorter }, prior); // 1
 */
export function shareOfShorter(context: CountedContext, prior: TrustPrior): number {
  const total = context.counts.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return 1;
  const posterior = posteriorOf(likelihoodsOf(context), prior);
  return posterior.reduce((share, weight, index) => {
    const strength = strengths[index] ?? 0;
    return share + (weight * strength) / (total + strength);
  }, 0);
}

/** Of the counts under each strength, in units of the greatest. */
function likelihoodsOf({ counts, shorter }: CountedContext): Float64Array {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const logs = strengths.map((strength) =>
    counts.reduce(
      (sum, [skill, count]) => {
        const own = strength * (shorter[skill] ?? 0);
        return own > 0 ? sum + logGamma(count + own) - logGamma(own) : sum;
      },
      logGamma(strength) - logGamma(strength + total),
    ),
  );
  const peak = Math.max(...logs);
  return Float64Array.from(logs, (log) => Math.exp(log - peak));
}

function posteriorOf(likelihoods: Float64Array, prior: TrustPrior): Float64Array {
  const joint = likelihoods.map((likelihood, index) => likelihood * (prior[index] ?? 0));
  const total = joint.reduce((sum, value) => sum + value, 0);
  return total > 0 ? joint.map((value) => value / total) : prior;
}
