import { itemsOf, JaccardNeighbours, nearestWithTies } from '@skills/collaborative-filtering';
import type { SqlReader } from '../engine/sql-engine.ts';
import { InteractionRepository } from '../recommendations/interaction-repository.ts';
import { requirePositiveInteger } from './positive-integer.ts';

export type SimilarUsersOptions = {
  readonly minCommonSkills?: number;
  readonly limit?: number;
};

export type SimilarUser = {
  /** Pseudonym. */
  readonly userId: string;
  /** Jaccard index of the sets of skills used, in (0, 1]. */
  readonly similarity: number;
};

/**
 * Users who use the same skills, the most similar first, equal ones by pseudonym. Every user is compared.
 *
 * @param pseudonym - of the user asked for
 * @returns none for a user who is not known
 */
export async function similarUsers(
  engine: SqlReader,
  pseudonym: string,
  { minCommonSkills = 3, limit = 10 }: SimilarUsersOptions = {},
): Promise<readonly SimilarUser[]> {
  requirePositiveInteger('minCommonSkills', minCommonSkills);
  requirePositiveInteger('limit', limit);
  const repository = new InteractionRepository({ engine });
  const user = await repository.userNumber(pseudonym);
  if (user === undefined) return [];
  const { matrix } = (await repository.interactions()).log;
  const found = nearestWithTies(new JaccardNeighbours(matrix), itemsOf(matrix, user), {
    limit,
    minCommon: minCommonSkills,
    except: user,
  });
  const names = await repository.pseudonymsOf(found.map((other) => other.user));
  return found
    .map((other) => ({ userId: names.get(other.user) ?? '', similarity: other.similarity }))
    .toSorted((a, b) => b.similarity - a.similarity || (a.userId < b.userId ? -1 : 1))
    .slice(0, limit);
}
