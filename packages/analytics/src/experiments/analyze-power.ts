import type { MetricResult } from '@skills/schema';
import type { ArmDifference } from './arm-difference.ts';
import type { ExperimentDesign } from './experiment-power.ts';
import { experimentDetectableEffect, experimentPower, experimentSampleSize } from './experiment-power.ts';
import type { SequentialOptions } from './sequential-effect-test.ts';

export const unknownPower: MetricResult['power'] = {
  minimumDetectableEffect: null,
  powerOfPlannedEffect: null,
  usersNeeded: null,
};

export type PowerQuestion = SequentialOptions & {
  readonly inference: 'sequential' | 'fixed';
  /** Share of the users in control, in (0, 1). */
  readonly controlShare: number;
  /** Absolute; `null` when none was planned. */
  readonly minimumEffect: number | null;
};

// Nobody runs an experiment on more.
const mostUsers = 1e12;

/** What the experiment can find by now with 80 % power, and how many users the planned effect takes. */
export function analyzePower(
  { variance, users }: Pick<ArmDifference, 'variance' | 'users'>,
  { inference, controlShare, minimumEffect, ...options }: PowerQuestion,
): MetricResult['power'] {
  const design: ExperimentDesign = {
    ...options,
    controlShare,
    method: inference,
    userVariance: variance * users * controlShare * (1 - controlShare),
  };
  return {
    minimumDetectableEffect: experimentDetectableEffect(users, design),
    powerOfPlannedEffect: minimumEffect === null ? null : experimentPower(minimumEffect, users, design),
    usersNeeded: minimumEffect === null ? null : usersNeeded(minimumEffect, design),
  };
}

/** Of both arms together; `null` for an effect so small that nobody could find it. */
export function usersNeeded(effect: number, design: ExperimentDesign): number | null {
  return experimentDetectableEffect(mostUsers, design) > effect ? null : experimentSampleSize(effect, design);
}
