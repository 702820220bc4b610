import type { EffectEstimate } from './effect-estimate.ts';
import { independentDifference, type ArmDifference } from './arm-difference.ts';
import type { ArmEstimate } from './user-ratio.ts';

export type ArmsEffect =
  | ({ readonly kind: 'estimated' } & EffectEstimate)
  /** An arm has fewer than two users. */
  | { readonly kind: 'insufficient-data'; readonly required: 2; readonly actual: number }
  /** All users of an arm have the same value, so that nothing is known of chance. */
  | { readonly kind: 'no-variation' }
  /** Control's value is 0, and nothing is relative to 0. */
  | { readonly kind: 'no-baseline' };

/**
 * Difference of two arms that share no user, ready for a test.
 *
 * @example
 * effectOfArms(proportionOfUsers({ successes: 120, trials: 1000 }), proportionOfUsers({ successes: 150, trials: 1000 }));
 * // { kind: 'estimated', effect: 0.03, variance: 0.000233, degreesOfFreedom: 1984, users: 2000 }
 */
export function effectOfArms(control: ArmEstimate, treatment: ArmEstimate): ArmsEffect {
  const actual = Math.min(control.users, treatment.users);
  if (actual < 2) return { kind: 'insufficient-data', required: 2, actual };
  if (!(control.variance > 0 && treatment.variance > 0)) return { kind: 'no-variation' };
  const { effect, variance, degreesOfFreedom, users } = independentDifference(control, treatment);
  return { kind: 'estimated', effect, variance, degreesOfFreedom, users };
}

/**
 * The same relative to control's value, with the delta method's variance of a ratio.
 *
 * @example
 * relativeEffectOfArms(control, treatment); // { kind: 'estimated', effect: 0.25, … }: a quarter more than control
 */
export function relativeEffectOfArms(control: ArmEstimate, treatment: ArmEstimate): ArmsEffect {
  const absolute = effectOfArms(control, treatment);
  return absolute.kind === 'estimated' ? relativeEffect(independentDifference(control, treatment)) : absolute;
}

/** What `relativeEffect` reads of a difference. */
export type DifferenceWithValues = EffectEstimate &
  Pick<ArmDifference, 'controlValue' | 'treatmentValue' | 'controlVariance' | 'treatmentVariance' | 'covariance'>;

/**
 * An absolute difference made relative to control's value: treatment / control - 1, by the delta method, with the
 * covariance of arms that share users. Relative to the size of a negative control, so that more stays more.
 *
 * @returns `no-baseline` when control's value is 0, `no-variation` when nothing varies
 * @see Deng, Knoblich & Lu (2018), KDD, doi:10.1145/3219819.3219919
 */
export function relativeEffect(difference: DifferenceWithValues): ArmsEffect {
  const { controlValue, treatmentValue, controlVariance, treatmentVariance, covariance } = difference;
  if (controlValue === 0) return { kind: 'no-baseline' };
  const quotient = treatmentValue / controlValue;
  const variance =
    (treatmentVariance + quotient * quotient * controlVariance - 2 * quotient * covariance) /
    (controlValue * controlValue);
  if (!(variance > 0)) return { kind: 'no-variation' };
  const { degreesOfFreedom, users } = difference;
  const effect = (treatmentValue - controlValue) / Math.abs(controlValue);
  return { kind: 'estimated', effect, variance, degreesOfFreedom, users };
}
