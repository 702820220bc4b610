import type { EffectResult } from '@skills/schema';
import { normalTwoSided } from '../distributions/normal-distribution.ts';
import { studentTQuantile } from '../distributions/student-t-distribution.ts';
import type { ArmDifference } from './arm-difference.ts';
import type { EffectEstimate } from './effect-estimate.ts';
import { relativeEffect } from './effect-of-arms.ts';
import type { SequentialOptions } from './sequential-effect-test.ts';
import { sequentialCriticalValue, sequentialEffectTest } from './sequential-effect-test.ts';
import type { EffectTest } from './two-sided-effect-test.ts';
import { twoSidedEffectTest } from './two-sided-effect-test.ts';

/** An effect of which nothing can be told. */
export const unknownEffect: EffectResult = {
  effect: null,
  lower: null,
  upper: null,
  standardError: null,
  degreesOfFreedom: null,
  relativeEffect: null,
  relativeLower: null,
  relativeUpper: null,
  pValue: null,
  pValueSequential: null,
  sequentialLower: null,
  sequentialUpper: null,
};

/** Intervals and p-values of a difference, for one look and for any number of them. */
export function analyzeEffect(difference: ArmDifference, options: SequentialOptions): EffectResult {
  const once = twoSidedEffectTest(difference, options);
  const always = alwaysValidTest(difference, options);
  return {
    effect: difference.effect,
    lower: once.interval.lower,
    upper: once.interval.upper,
    standardError: Math.sqrt(difference.variance),
    degreesOfFreedom: difference.degreesOfFreedom,
    ...relativeAnswer(difference, options),
    pValue: once.pValue,
    pValueSequential: always.pValue,
    sequentialLower: always.interval.lower,
    sequentialUpper: always.interval.upper,
  };
}

type RelativeAnswer = Pick<EffectResult, 'relativeEffect' | 'relativeLower' | 'relativeUpper'>;

/** None of a control value of 0, or of one so near to it that the quotient is no number. */
function relativeAnswer(difference: ArmDifference, options: SequentialOptions): RelativeAnswer {
  const relative = relativeEffect(difference);
  if (relative.kind !== 'estimated' || !Number.isFinite(relative.effect + relative.variance)) {
    return { relativeEffect: null, relativeLower: null, relativeUpper: null };
  }
  const { interval } = twoSidedEffectTest(relative, options);
  return { relativeEffect: relative.effect, relativeLower: interval.lower, relativeUpper: interval.upper };
}

/**
 * The sequential test with a variance that is itself estimated from few users: where the normal tail of its boundary
 * lies, Student's lies further out, and the standard error is widened to that.
 */
export function alwaysValidTest(estimate: EffectEstimate, options: SequentialOptions): EffectTest {
  const critical = sequentialCriticalValue(estimate.users, options);
  const tail = normalTwoSided(critical) / 2;
  const widening = Math.max(1, -studentTQuantile(tail, estimate.degreesOfFreedom) / critical);
  return sequentialEffectTest({ ...estimate, variance: estimate.variance * widening ** 2 }, options);
}
