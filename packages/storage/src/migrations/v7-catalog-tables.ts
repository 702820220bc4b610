/**
 * Skills installed on this machine, from their SKILL.md files, and who put a skill into a category.
 *
 * - `installed_skill` has one row per file; `version` is the first 16 hex digits of the file's SHA-256.
 * - `skill_category_source` says of a row of `skill_category_mapping` whether the seed (`seeded`), the classifier
 *   (`automatic`) or a person (`manual`) made it. Category 0 is a person's word that a skill belongs into none. A mapping
 *   without a row here came from elsewhere and is left alone.
 */
export const v7CatalogTables = `
CREATE TABLE installed_skill (
  path TEXT PRIMARY KEY,
  skill_name TEXT NOT NULL,
  description TEXT NOT NULL,
  assistant TEXT NOT NULL,
  scope TEXT NOT NULL,
  plugin TEXT,
  version TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_category_source (
  skill_name TEXT NOT NULL,
  category_id INTEGER NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (skill_name, category_id)
) STRICT, WITHOUT ROWID;
`;
