import { requireFraction } from '../distributions/requirements.ts';
import { studentTQuantile, studentTSurvival } from '../distributions/student-t-distribution.ts';
import type { Interval } from '../inference/interval.ts';
import { requireEstimate, type EffectEstimate } from './effect-estimate.ts';

export type NonInferiorityOptions = {
  /** How much worse treatment may be and still pass, on the scale of the effect, `>= 0`. */
  readonly margin: number;
  /** Whether a smaller value is the better one, as of durations and costs; no unless told otherwise. */
  readonly lowerIsBetter?: boolean | undefined;
  /** One-sided significance level, in (0, 1); 0.05 unless told otherwise. */
  readonly alpha?: number | undefined;
};

/** `inferior`: worse by more than the margin. `inconclusive`: the data allow both. */
export type NonInferiorityVerdict = 'non-inferior' | 'inferior' | 'inconclusive';

export type NonInferiorityTest = {
  readonly verdict: NonInferiorityVerdict;
  /** One-sided, of treatment being worse than control by the margin or more. */
  readonly pValue: number;
  /** How much worse treatment may be at most, at confidence 1 - alpha; negative when it is better for sure. */
  readonly worstCase: number;
};

/**
 * Test for guardrail metrics: is treatment not worse than control by a margin? "No significant difference" does not show
 * that; with little data nothing is significant.
 *
 * @throws {RangeError} when the estimate or an option is out of range
 * @example
 * nonInferiorityTest({ effect: 0.01, variance: 1e-4, degreesOfFreedom: 500, users: 502 }, { margin: 0.02 }).verdict;
 * // 'non-inferior'
 */
export function nonInferiorityTest(estimate: EffectEstimate, options: NonInferiorityOptions): NonInferiorityTest {
  const { margin, lowerIsBetter = false, alpha = 0.05 } = options;
  const { effect, variance, degreesOfFreedom } = requireEstimate(estimate, 'nonInferiorityTest');
  requireFraction(alpha, 'the alpha of nonInferiorityTest');
  requireMargin(margin);
  const gain = lowerIsBetter ? -effect : effect;
  const standardError = Math.sqrt(variance);
  const halfWidth = -studentTQuantile(alpha, degreesOfFreedom) * standardError;
  return {
    verdict: nonInferiorityVerdict({ lower: effect - halfWidth, upper: effect + halfWidth }, options),
    pValue: studentTSurvival((gain + margin) / standardError, degreesOfFreedom),
    worstCase: halfWidth - gain,
  };
}

/**
 * The verdict by an interval of the effect, such as the always-valid one of `sequentialEffectTest`.
 *
 * @throws {RangeError} when the margin is negative or not finite, or the interval has no order
 * @example
 * nonInferiorityVerdict({ lower: -0.01, upper: 0.05 }, { margin: 0.02 }); // 'non-inferior'
 */
export function nonInferiorityVerdict(
  interval: Interval,
  { margin, lowerIsBetter = false }: NonInferiorityOptions,
): NonInferiorityVerdict {
  requireMargin(margin);
  if (!(interval.lower <= interval.upper)) {
    throw new RangeError(`an interval requires lower <= upper, got ${interval.lower} and ${interval.upper}`);
  }
  const worst = lowerIsBetter ? -interval.upper : interval.lower;
  const best = lowerIsBetter ? -interval.lower : interval.upper;
  if (worst > -margin) return 'non-inferior';
  return best < -margin ? 'inferior' : 'inconclusive';
}

function requireMargin(margin: number): void {
  if (!(margin >= 0 && margin < Infinity)) throw new RangeError(`a margin must be finite and >= 0, got ${margin}`);
}
