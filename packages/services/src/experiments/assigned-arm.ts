import { bucketRanges, chooseVariation, growthBookHash } from '@skills/analytics';
import type { Experiment, ExperimentArm } from '@skills/schema';

/**
 * The arm of a user who has none yet: GrowthBook's hash of the seed and the id as the caller gave it, so that one user
 * gets one arm on every machine, whatever key its pseudonyms are made with.
 */
export function assignedArm({ settings, assignmentRatio }: Experiment, userId: string): ExperimentArm {
  const ranges = bucketRanges([assignmentRatio, 1 - assignmentRatio]);
  return chooseVariation(growthBookHash(settings.seed, userId), ranges) === 0 ? 'control' : 'treatment';
}
