import type { ABTestOutcome, Experiment, ExperimentOutcome } from '@skills/schema';
import { parseTimestampMs, SkillsError } from '@skills/schema';

const longestDurationSeconds = 31_536_000;

/**
 * Checks an outcome.
 *
 * @param userId - as stored
 * @throws {SkillsError} 'invalid-input', naming the value
 */
export function toExperimentOutcome(
  experiment: Experiment,
  userId: string,
  { outcome, nowMs }: { readonly outcome: ABTestOutcome; readonly nowMs: number },
): ExperimentOutcome {
  const { completed, durationSeconds = null, userRating = null, recordedAt, seenGroup = null } = outcome;
  const skillName = outcome.skillName ?? experiment.settings.skillName;
  if (skillName === null || skillName === '') throw invalid('skillName', outcome.skillName, 'the name of a skill');
  if (typeof completed !== 'boolean') throw invalid('completed', completed, 'true or false');
  if (durationSeconds !== null && !isWithin(durationSeconds, 0, longestDurationSeconds)) {
    throw invalid('durationSeconds', durationSeconds, `0 to ${longestDurationSeconds}`);
  }
  if (userRating !== null && !isWithin(userRating, 1, 5)) throw invalid('userRating', userRating, '1 to 5');
  if (seenGroup !== null && seenGroup !== 'control' && seenGroup !== 'treatment') {
    throw invalid('seenGroup', seenGroup, 'control or treatment');
  }
  const recordedAtMs = recordedAt === undefined ? nowMs : parseTimestampMs(recordedAt);
  if (recordedAtMs === undefined) throw invalid('recordedAt', recordedAt, 'an ISO 8601 time');
  if (recordedAtMs > nowMs) throw invalid('recordedAt', recordedAt, 'a time that has been');
  return { userId, skillName, completed, durationSeconds, userRating, recordedAtMs, seenArm: seenGroup };
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function invalid(name: string, value: unknown, expected: string): SkillsError {
  return new SkillsError('invalid-input', `${name} ${String(value)}: expected ${expected}`);
}
