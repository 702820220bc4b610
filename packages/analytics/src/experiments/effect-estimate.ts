import { requirePositive } from '../distributions/requirements.ts';

/** An effect with what its tests need: treatment minus control, absolute or relative to control. */
export type EffectEstimate = {
  readonly effect: number;
  /** Of the effect, `> 0`. */
  readonly variance: number;
  /** Of the variance, `> 0`; `Infinity` when the variance is known. */
  readonly degreesOfFreedom: number;
  /** Independent users behind the estimate, in all arms. */
  readonly users: number;
};

/** `estimate`, when it can be tested. @throws {RangeError} naming caller and value otherwise */
export function requireEstimate(estimate: EffectEstimate, caller: string): EffectEstimate {
  const { effect, variance, degreesOfFreedom, users } = estimate;
  if (!Number.isFinite(effect)) throw new RangeError(`${caller} requires a finite effect, got ${effect}`);
  requirePositive(variance, `the variance of ${caller}`);
  requirePositive(users, `the users of ${caller}`);
  if (!(degreesOfFreedom > 0)) throw new RangeError(`${caller} requires degreesOfFreedom > 0, got ${degreesOfFreedom}`);
  return estimate;
}
