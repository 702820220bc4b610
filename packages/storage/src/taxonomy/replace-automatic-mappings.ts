import type { SqlTransaction } from '../engine/sql-engine.ts';

export type AutomaticMapping = {
  readonly skillName: string;
  readonly categoryName: string;
  /** In [0, 1]. */
  readonly confidence: number;
};

/**
 * Takes away what the classifier said before and writes what it says now; not for skills that somebody else mapped.
 *
 * @param now - ISO 8601 UTC
 * @returns how many were written
 */
export async function replaceAutomaticMappings(
  transaction: SqlTransaction,
  mappings: readonly AutomaticMapping[],
  now: string,
): Promise<number> {
  await transaction.run(
    `DELETE FROM skill_category_mapping WHERE EXISTS (
       SELECT 1 FROM skill_category_source AS s WHERE s.skill_name = skill_category_mapping.skill_name
         AND s.category_id = skill_category_mapping.category_id AND s.source = 'automatic')`,
  );
  await transaction.run(`DELETE FROM skill_category_source WHERE source = 'automatic'`);
  await transaction.runMany(
    claimSkill,
    mappings.map(({ skillName, categoryName }) => [skillName, categoryName]),
  );
  return transaction.runMany(
    insertMapping,
    mappings.map(({ skillName, categoryName, confidence }) => [skillName, categoryName, confidence, now]),
  );
}

const claimSkill = `
  INSERT INTO skill_category_source (skill_name, category_id, source)
  SELECT ?1, category_id, 'automatic' FROM skill_categories
  WHERE category_name = ?2
    AND NOT EXISTS (SELECT 1 FROM skill_category_mapping WHERE skill_name = ?1)
    AND NOT EXISTS (SELECT 1 FROM skill_category_source WHERE skill_name = ?1)`;

const insertMapping = `
  INSERT INTO skill_category_mapping (skill_name, category_id, confidence_score, assigned_at)
  SELECT ?1, c.category_id, ?3, ?4 FROM skill_categories AS c
  JOIN skill_category_source AS s ON s.skill_name = ?1 AND s.category_id = c.category_id AND s.source = 'automatic'
  WHERE c.category_name = ?2`;
