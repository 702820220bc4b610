import type { SqlTransaction } from '../engine/sql-engine.ts';
import type { Migration } from './migration.ts';
import { dropV4Objects, v4Objects } from './v4-objects.ts';
import {
  v4AnalysisTables,
  v4CacheTable,
  v4ExperimentTables,
  v4InteractionsTable,
  v4TaxonomyTables,
  v4TimeSeriesIndex,
  v4TimeSeriesTable,
} from './v4-tables.ts';

const tables = `${v4CacheTable}${v4TimeSeriesTable}${v4AnalysisTables}${v4InteractionsTable}${v4TaxonomyTables}${v4ExperimentTables}`;

// Children before the tables that they refer to.
const tableNames = [
  'ab_test_outcomes',
  'ab_test_assignments',
  'ab_test_configs',
  'skill_modalities',
  'skill_category_mapping',
  'skill_categories',
  'skill_cluster_membership',
  'skill_clusters',
  'skill_dependencies',
  'skill_user_interactions',
  'skill_community_baselines',
  'skill_anomalies',
  'skill_time_series',
  'skill_metrics_cache',
] as const;

const skillColumns = [
  ['skill_metrics_cache', 'skill_name'],
  ['skill_time_series', 'skill_name'],
  ['skill_anomalies', 'skill_name'],
  ['skill_community_baselines', 'skill_name'],
  ['skill_user_interactions', 'skill_name'],
  ['skill_cluster_membership', 'skill_name'],
  ['ab_test_outcomes', 'skill_name'],
  ['skill_category_mapping', 'skill_name'],
  ['skill_dependencies', 'skill_a'],
  ['skill_dependencies', 'skill_b'],
  ['skill_modalities', 'skill_name'],
] as const;

// The predecessor's taxonomy script writes with foreign keys off, for skills that have no row.
const addSeededSkills = skillColumns
  .map(
    ([table, column]) =>
      `INSERT INTO skill_metrics (skill_name) SELECT DISTINCT ${column} FROM ${table} WHERE true ON CONFLICT DO NOTHING;`,
  )
  .join('\n');

/** Monitoring, communities, experiments and the taxonomy. `rate` columns are fractions. */
export const v4Phase4Extensions: Migration = {
  version: 'V4__phase4_extensions',
  number: 4,
  description: 'Advanced analytics, real-time monitoring, cross-session learning, and multi-modal skills',
  up: [`${tables}${v4TimeSeriesIndex}${v4Objects}`],
  down: [
    `${dropV4Objects}${tableNames.map((name) => `DROP TABLE ${name};\n`).join('')}DROP TABLE IF EXISTS skill_time_series_doubled;\n`,
  ],
  mend: [
    `${dropV4Objects}${tables}DROP INDEX IF EXISTS idx_time_series_skill_timestamp;`,
    { name: 'move hours that stand twice', run: moveDoubledHours },
    `${v4TimeSeriesIndex}${addSeededSkills}${v4Objects}`,
  ],
  discards: tableNames.toReversed(),
};

/** Rows that a second backfill doubled: the last one counts, the others are kept beside it. */
async function moveDoubledHours(transaction: SqlTransaction): Promise<void> {
  const doubled = `id NOT IN (SELECT max(id) FROM skill_time_series GROUP BY skill_name, timestamp)`;
  const [row] = await transaction.all(`SELECT 1 FROM skill_time_series WHERE ${doubled} LIMIT 1`);
  if (row === undefined) return;
  await transaction.script(`
CREATE TABLE skill_time_series_doubled AS SELECT * FROM skill_time_series WHERE ${doubled};
DELETE FROM skill_time_series WHERE ${doubled};
`);
}
