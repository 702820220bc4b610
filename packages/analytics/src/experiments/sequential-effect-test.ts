import { requireFraction, requirePositive } from '../distributions/requirements.ts';
import { requireEstimate, type EffectEstimate } from './effect-estimate.ts';
import type { EffectTest, EffectTestOptions } from './two-sided-effect-test.ts';

export type SequentialOptions = EffectTestOptions & {
  /** Number of users at which the interval is to be tightest; 5000 unless told otherwise, as GrowthBook. */
  readonly tuningUsers?: number | undefined;
};

/**
 * Always-valid test of an effect: the chance that the interval ever misses the true effect, at whatever number of looks,
 * is at most alpha once the normal approximation holds; the p-value may be watched all the time. The price is an interval
 * about 1.7 times as wide near `tuningUsers` and wider elsewhere.
 *
 * @throws {RangeError} when the estimate or an option is out of range
 * @see Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), "Time-uniform central limit theory and asymptotic confidence
 *   sequences", Annals of Statistics 52(6):2613-2640, eq. 2.9; tuned as in Howard et al. (2021)
 * @example
 * sequentialEffectTest({ effect: 0.25, variance: 0.0203, degreesOfFreedom: 1984, users: 2000 }).pValue; // 0.634
 */
export function sequentialEffectTest(estimate: EffectEstimate, options: SequentialOptions = {}): EffectTest {
  const { effect, variance, users } = requireEstimate(estimate, 'sequentialEffectTest');
  const information = users * squaredMixture(options);
  const halfWidth = Math.sqrt(variance) * sequentialCriticalValue(users, options);
  // The alpha at which the interval would just touch 0.
  const exponent = (-(effect * effect) / (2 * variance)) * (information / (information + 1));
  return {
    pValue: Math.min(1, Math.sqrt(information + 1) * Math.exp(exponent)),
    interval: { lower: effect - halfWidth, upper: effect + halfWidth },
  };
}

/**
 * How many standard errors an effect must have for the sequential test to find it: what 1.96 is to a single look.
 *
 * @param users - in all arms, `> 0`
 * @throws {RangeError} when an argument is out of range
 * @example
 * sequentialCriticalValue(5000); // 3.05
 */
export function sequentialCriticalValue(users: number, options: SequentialOptions = {}): number {
  requirePositive(users, 'the users of sequentialCriticalValue');
  const { alpha = 0.05 } = options;
  const information = users * squaredMixture(options);
  return Math.sqrt((2 * (information + 1) * Math.log(Math.sqrt(information + 1) / alpha)) / information);
}

/** Variance of the mixture over effects, in users: the rho² that makes the interval tightest at `tuningUsers`. */
function squaredMixture({ alpha = 0.05, tuningUsers = 5000 }: SequentialOptions): number {
  requireFraction(alpha, 'the alpha of a sequential test');
  requirePositive(tuningUsers, 'tuningUsers');
  const twice = -2 * Math.log(alpha);
  return (twice + Math.log(twice + 1)) / tuningUsers;
}
