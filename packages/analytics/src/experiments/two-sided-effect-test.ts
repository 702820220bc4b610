import { requireFraction } from '../distributions/requirements.ts';
import { studentTQuantile, studentTTwoSided } from '../distributions/student-t-distribution.ts';
import type { Interval } from '../inference/interval.ts';
import { requireEstimate, type EffectEstimate } from './effect-estimate.ts';

export type EffectTest = {
  /** Two-sided, of no effect. */
  readonly pValue: number;
  /** Holds the true effect with probability 1 - alpha. */
  readonly interval: Interval;
};

export type EffectTestOptions = {
  /** Significance level, in (0, 1); 0.05 unless told otherwise. */
  readonly alpha?: number | undefined;
};

/**
 * Two-sided t-test of an effect, to be looked at once, when the planned sample is there. Looking every day and stopping at
 * the first p < 0.05 finds an effect in a quarter of experiments that have none; `sequentialEffectTest` is for that.
 *
 * @throws {RangeError} when the estimate or alpha is out of range
 * @example
 * twoSidedEffectTest({ effect: 0.25, variance: 0.0203, degreesOfFreedom: 1984, users: 2000 }).pValue; // 0.0796
 */
export function twoSidedEffectTest(estimate: EffectEstimate, { alpha = 0.05 }: EffectTestOptions = {}): EffectTest {
  const { effect, variance, degreesOfFreedom } = requireEstimate(estimate, 'twoSidedEffectTest');
  requireFraction(alpha, 'the alpha of twoSidedEffectTest');
  const standardError = Math.sqrt(variance);
  const halfWidth = -studentTQuantile(alpha / 2, degreesOfFreedom) * standardError;
  return {
    pValue: studentTTwoSided(effect / standardError, degreesOfFreedom),
    interval: { lower: effect - halfWidth, upper: effect + halfWidth },
  };
}
