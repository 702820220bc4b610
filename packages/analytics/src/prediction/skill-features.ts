import type { PointInTime } from './feature-history.ts';
import { smoothedRate } from './smoothed-rate.ts';

/** Changes with every change of what a feature means; models of another version are refused. */
export const featureSchemaVersion = 1;

/** The seven features of the mission, in its order. */
export const skillFeatureNames = [
  'hourOfDay',
  'dayOfWeek',
  'invocationCount24h',
  'averageCompletionRate24h',
  'workflowPhaseEncoded',
  'sessionLengthMinutes',
  'userSkillFamiliarity',
] as const;

/** Which skill it is, as its own smoothed rate at the moment; not among the seven, taken where it pays. */
export const skillIdentityFeature = 'skillSuccessRate';

export type SkillFeatureName = (typeof skillFeatureNames)[number] | typeof skillIdentityFeature;
export type SkillFeatures = Readonly<Record<SkillFeatureName, number>>;

/** Of `averageCompletionRate24h` when no outcome was known: apart from every rate, so that trees can tell. */
export const unknownRate = -1;

/** Of `workflowPhaseEncoded` when there is no phase, or one that the model has not seen; real phases count from 1. */
export const noPhaseCode = 0;

/**
 * A moment as the numbers that models take.
 *
 * @param phaseCode - see `noPhaseCode`
 * @param overallRate - success rate of the training rows, towards which rare skills are drawn
 */
export function skillFeatures(point: PointInTime, phaseCode: number, overallRate: number): SkillFeatures {
  return {
    hourOfDay: point.hourOfDay,
    dayOfWeek: point.dayOfWeek,
    invocationCount24h: point.invocationCount24h,
    averageCompletionRate24h: point.averageCompletionRate24h ?? unknownRate,
    workflowPhaseEncoded: phaseCode,
    sessionLengthMinutes: point.sessionLengthMinutes,
    userSkillFamiliarity: point.userSkillFamiliarity,
    skillSuccessRate: smoothedRate({ completed: point.skillCompleted, known: point.skillKnown }, overallRate),
  };
}
