import type { SqlReader } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';
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
 * Users who use the same skills, the most similar first, equal ones by pseudonym. Every user is compared, and all sets
 * come in one query.
 *
 * @param pseudonym - of the user asked for
 * @returns none for a user who is not known
 */
export async function similarUsers(
  reader: SqlReader,
  pseudonym: string,
  { minCommonSkills = 3, limit = 10 }: SimilarUsersOptions = {},
): Promise<readonly SimilarUser[]> {
  requirePositiveInteger('minCommonSkills', minCommonSkills);
  requirePositiveInteger('limit', limit);
  const skillsByUser = await readSkillsByUser(reader);
  const own = skillsByUser.get(pseudonym);
  if (own === undefined) return [];
  return [...skillsByUser]
    .flatMap(([userId, skills]) => {
      if (userId === pseudonym) return [];
      const common = commonCount(own, skills);
      return common < minCommonSkills ? [] : [{ userId, similarity: common / (own.size + skills.size - common) }];
    })
    .toSorted((a, b) => b.similarity - a.similarity || (a.userId < b.userId ? -1 : 1))
    .slice(0, limit);
}

async function readSkillsByUser(reader: SqlReader): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await reader.all(
    `SELECT u.pseudonym, group_concat(pair.skill_id)
     FROM (SELECT DISTINCT user_id, skill_id FROM skill_event WHERE user_id IS NOT NULL) AS pair
     JOIN app_user AS u ON u.user_id = pair.user_id
     GROUP BY pair.user_id`,
  );
  return new Map(rows.map((row) => [toText(row[0]), new Set(toText(row[1]).split(','))]));
}

function commonCount(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [smaller, larger] = a.size <= b.size ? [a, b] : [b, a];
  let count = 0;
  for (const item of smaller) if (larger.has(item)) count += 1;
  return count;
}
