import { scaledErfc } from '../distributions/erfc.ts';
import { normalCdf, normalDensity } from '../distributions/normal-distribution.ts';
import { normalQuantile } from '../distributions/normal-quantile.ts';
import { requireFraction, requirePositive } from '../distributions/requirements.ts';
import type { Interval } from '../inference/interval.ts';
import { requireEstimate, type EffectEstimate } from './effect-estimate.ts';

/** What is believed of the effect before the data: a normal distribution on the effect's own scale. */
export type NormalPrior = {
  readonly mean: number;
  /** `> 0`. */
  readonly variance: number;
};

export type BayesianOptions = {
  /** A flat prior, which says nothing, unless given. */
  readonly prior?: NormalPrior | undefined;
  /** Share of the posterior outside the interval, in (0, 1); 0.05 unless told otherwise. */
  readonly alpha?: number | undefined;
  /** Whether a smaller value is the better one, as of durations and costs; no unless told otherwise. */
  readonly lowerIsBetter?: boolean | undefined;
};

export type BayesianEffectTest = {
  /** Mean and standard deviation of the posterior of the effect. */
  readonly effect: number;
  readonly standardDeviation: number;
  /** Holds the middle 1 - alpha of the posterior. */
  readonly interval: Interval;
  /** Probability that treatment is better than control. */
  readonly chanceToBeatControl: number;
  /** What is lost on average by keeping to an arm, on the scale of the effect: 0 where the other is never better. */
  readonly expectedLoss: { readonly control: number; readonly treatment: number };
};

/**
 * Posterior of an effect, normal with a normal or flat prior. Reads as people wish to read a p-value, and like it is not
 * made for looking all the time.
 *
 * @throws {RangeError} when the estimate or an option is out of range
 * @see Stucchio (2015), "Bayesian A/B testing at VWO", for the expected loss
 * @example
 * bayesianEffectTest({ effect: 0.25, variance: 0.0203, degreesOfFreedom: 1984, users: 2000 }).chanceToBeatControl; // 0.960
 */
export function bayesianEffectTest(estimate: EffectEstimate, options: BayesianOptions = {}): BayesianEffectTest {
  const { prior, alpha = 0.05, lowerIsBetter = false } = options;
  requireFraction(alpha, 'the alpha of bayesianEffectTest');
  const { effect, variance } = posterior(requireEstimate(estimate, 'bayesianEffectTest'), prior);
  const standardDeviation = Math.sqrt(variance);
  const halfWidth = -normalQuantile(alpha / 2) * standardDeviation;
  const z = effect / standardDeviation;
  const better = lowerIsBetter ? -z : z;
  return {
    effect,
    standardDeviation,
    interval: { lower: effect - halfWidth, upper: effect + halfWidth },
    chanceToBeatControl: normalCdf(better),
    expectedLoss: {
      control: standardDeviation * expectedExcess(-better),
      treatment: standardDeviation * expectedExcess(better),
    },
  };
}

function posterior(estimate: EffectEstimate, prior: NormalPrior | undefined): { effect: number; variance: number } {
  const { effect, variance } = estimate;
  if (prior === undefined) return { effect, variance };
  if (!Number.isFinite(prior.mean)) throw new RangeError(`a prior requires a finite mean, got ${prior.mean}`);
  requirePositive(prior.variance, 'the variance of a prior');
  const weight = prior.variance / (prior.variance + variance);
  return { effect: weight * effect + (1 - weight) * prior.mean, variance: weight * variance };
}

/** Mean of max(0, Z - z) of a standard normal Z, φ(z) - z (1 - Φ(z)). Far out its two terms cancel; there by a fraction. */
function expectedExcess(z: number): number {
  if (z < 0) return expectedExcess(-z) - z;
  if (z < 4) return normalDensity(z) * (1 - z * Math.sqrt(Math.PI / 2) * scaledErfc(z * Math.SQRT1_2));
  // J(n) is the n-th integral of the density's tail: J(-1) = φ, J(0) = 1 - Φ, J(1) the excess. The quotients
  // r(n) = J(n) / J(n - 1) satisfy r(n - 1) = 1 / (z + n r(n)) (DLMF 7.18.7); 80 steps are exact from z = 4 on.
  let quotient = 0;
  for (let n = 80; n >= 2; n -= 1) quotient = 1 / (z + n * quotient);
  return (normalDensity(z) * quotient) / (z + quotient);
}
