import { createdTables, dropTables } from './created-tables.ts';
import type { Migration } from './migration.ts';
import { v7CatalogTables } from './v7-catalog-tables.ts';
import { v7SearchTables } from './v7-search-tables.ts';
import { v7RecommendationTables } from './v7-recommendation-tables.ts';
import { dropV7SegmentTriggers, v7SegmentTables, v7SegmentTriggers } from './v7-segment-tables.ts';

const tables = `${v7SegmentTables}${v7CatalogTables}${v7RecommendationTables}${v7SearchTables}`;
const tableNames = createdTables(tables);

/** What recommendations, dependencies, search and the catalogue of installed skills keep. */
export const v7Structure: Migration = {
  version: 'V7__structure',
  number: 7,
  description: 'Columnar copies of the log, figures of pairs of skills, catalogue of installed skills',
  up: [`${tables}${v7SegmentTriggers}`],
  down: [`${dropV7SegmentTriggers}${dropTables(tableNames)}`],
  mend: [],
  discards: tableNames,
  marksFile: true,
};
