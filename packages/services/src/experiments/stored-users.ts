import type { Experiment, ExperimentAssignment } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import type { UserIdentity } from '../recommendations/recommendation-ports.ts';
import { pseudonymPattern } from '../recommendations/user-directory.ts';
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
  readonly units: Pick<ExperimentUnitStore, 'assignments' | 'assignedUsers'>;
  readonly identity: UserIdentity;
};

/**
 * Under which id each user is stored, in the order of the question. Users are given by the id that they have anywhere, by
 * a pseudonym of the log, or by one that an answer of experiments had.
 *
 * @throws {SkillsError} 'invalid-input' for an empty id
 */
export async function storedUsers(
  { testId }: Experiment,
  userIds: readonly string[],
  { units, identity }: StoredUsersSource,
): Promise<readonly StoredUser[]> {
  const users = userIds.map((userId) => {
    if (typeof userId !== 'string' || userId.trim() === '') {
      throw new SkillsError('invalid-input', `user id ${JSON.stringify(userId)} is empty`);
    }
    return { userId, pseudonym: identity.storedId(userId) };
  });
  const asked = users.flatMap(({ userId, pseudonym }) => [pseudonym, userId]);
  const known = await units.assignments(testId, asked);
  const others = userIds.filter((userId) => !known.has(userId) && pseudonymPattern.test(userId));
  const meant = await meantByAnswers(others, { units, identity });
  const knownOfMeant = meant.size === 0 ? known : await units.assignments(testId, [...meant.values()]);
  return users.map(({ userId, pseudonym }) => {
    const stored = meant.get(userId) ?? pseudonym;
    const assignment = known.get(pseudonym) ?? known.get(userId) ?? knownOfMeant.get(stored);
    return { userId, storedId: assignment?.userId ?? stored, assignment };
  });
}

/** By the ids of answers, those as stored. Answers cannot be read backwards: everybody's id is made, 3 µs each. */
async function meantByAnswers(
  printedIds: readonly string[],
  { units, identity }: StoredUsersSource,
): Promise<ReadonlyMap<string, string>> {
  const meant = new Map<string, string>();
  if (printedIds.length === 0) return meant;
  const wanted = new Set(printedIds);
  for (const stored of await units.assignedUsers()) {
    const printed = identity.printedId(stored);
    if (wanted.has(printed)) meant.set(printed, stored);
  }
  return meant;
}
