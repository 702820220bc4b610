import type { ArmEstimate, UserRatio } from './user-ratio.ts';

/** Treatment minus control, with what its interval needs. */
export type ArmDifference = {
  readonly effect: number;
  /** Of the effect. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
  readonly controlValue: number;
  readonly treatmentValue: number;
  /** Variances of the two values and their covariance, which is 0 where no user is in both arms. */
  readonly controlVariance: number;
  readonly treatmentVariance: number;
  readonly covariance: number;
  /** Independent users behind the estimate. */
  readonly users: number;
};

/** Of arms that share no user: Welch's, with Satterthwaite's degrees of freedom. */
export function independentDifference(control: ArmEstimate, treatment: ArmEstimate): ArmDifference {
  const variance = control.variance + treatment.variance;
  const spread =
    control.variance ** 2 / control.degreesOfFreedom + treatment.variance ** 2 / treatment.degreesOfFreedom;
  return {
    effect: treatment.value - control.value,
    variance,
    degreesOfFreedom: spread > 0 ? variance ** 2 / spread : control.degreesOfFreedom + treatment.degreesOfFreedom,
    controlValue: control.value,
    treatmentValue: treatment.value,
    controlVariance: control.variance,
    treatmentVariance: treatment.variance,
    covariance: 0,
    users: control.users + treatment.users,
  };
}

/** The deviations of one arm and whose they are. */
export type ArmDeviations = { readonly ratio: UserRatio; readonly users: Float64Array };

/**
 * Of arms that share users, as before and after a change: each user's pull on both values is one observation, so that a
 * user seen on both sides is the user's own control. With every user in both arms and equal counts this is the paired
 * t-test.
 */
export function sharedDifference(control: ArmDeviations, treatment: ArmDeviations): ArmDifference {
  const pulls = new Map<number, { control: number; treatment: number }>();
  control.users.forEach((user, index) => {
    pulls.set(user, { control: (control.ratio.deviations[index] ?? 0) / control.ratio.users, treatment: 0 });
  });
  treatment.users.forEach((user, index) => {
    const pull = pulls.get(user) ?? { control: 0, treatment: 0 };
    pulls.set(user, { ...pull, treatment: (treatment.ratio.deviations[index] ?? 0) / treatment.ratio.users });
  });
  let controlSum = 0;
  let treatmentSum = 0;
  let crossSum = 0;
  for (const pull of pulls.values()) {
    controlSum += pull.control ** 2;
    treatmentSum += pull.treatment ** 2;
    crossSum += pull.control * pull.treatment;
  }
  const users = pulls.size;
  const factor = users / (users - 1);
  return {
    effect: treatment.ratio.value - control.ratio.value,
    variance: Math.max(0, factor * (controlSum + treatmentSum - 2 * crossSum)),
    degreesOfFreedom: users - 1,
    controlValue: control.ratio.value,
    treatmentValue: treatment.ratio.value,
    controlVariance: factor * controlSum,
    treatmentVariance: factor * treatmentSum,
    covariance: factor * crossSum,
    users,
  };
}
