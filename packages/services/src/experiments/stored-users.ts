import type { Experiment, ExperimentAssignment } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import type { ExperimentUnitStore } from './experiment-ports.ts';

/** A user as the caller names him, and as the experiment knows him. */
export type StoredUser = {
  readonly userId: string;
  /** The pseudonym, or the raw id in a row that the predecessor wrote. */
  readonly storedId: string;
  /** `undefined` for a user who is not in the experiment. */
  readonly assignment: ExperimentAssignment | undefined;
};

export type StoredUsersSource = {
  readonly units: Pick<ExperimentUnitStore, 'assignments'>;
  readonly pseudonymise: (userId: string) => string;
};

/**
 * Under which id each user is stored, in the order of the question.
 *
 * @throws {SkillsError} 'invalid-input' for an empty id
 */
export async function storedUsers(
  { testId }: Experiment,
  userIds: readonly string[],
  { units, pseudonymise }: StoredUsersSource,
): Promise<readonly StoredUser[]> {
  const users = userIds.map((userId) => {
    if (typeof userId !== 'string' || userId.trim() === '') {
      throw new SkillsError('invalid-input', `user id ${JSON.stringify(userId)} is empty`);
    }
    return { userId, pseudonym: pseudonymise(userId) };
  });
  const asked = users.flatMap(({ userId, pseudonym }) => [pseudonym, userId]);
  const known = await units.assignments(testId, asked);
  return users.map(({ userId, pseudonym }) => {
    const assignment = known.get(pseudonym) ?? known.get(userId);
    return { userId, storedId: assignment?.userId ?? pseudonym, assignment };
  });
}
