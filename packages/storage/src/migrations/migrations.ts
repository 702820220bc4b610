import type { Migration } from './migration.ts';
import { v1InitialSchema } from './v1-initial-schema.ts';
import { v2AddSemanticSearch } from './v2-add-semantic-search.ts';
import { v3AddWorkflowCorrelation } from './v3-add-workflow-correlation.ts';
import { v4Phase4Extensions } from './v4-phase4-extensions.ts';
import { v5CompactLog } from './v5-compact-log.ts';
import { v6Analytics } from './v6-analytics.ts';
import { v7Structure } from './v7-structure.ts';
import { v8Aggregation } from './v8-aggregation.ts';

/** Every version of the schema, in order: the number of a migration is its place. */
export const migrations: readonly Migration[] = [
  v1InitialSchema,
  v2AddSemanticSearch,
  v3AddWorkflowCorrelation,
  v4Phase4Extensions,
  v5CompactLog,
  v6Analytics,
  v7Structure,
  v8Aggregation,
];
