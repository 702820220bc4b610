import { createdTables, dropTables, dropViews } from './created-tables.ts';
import type { Migration } from './migration.ts';
import { v8CostTables } from './v8-cost-tables.ts';
import { v8ExecutionTables } from './v8-execution-tables.ts';
import { v8OperationTables } from './v8-operation-tables.ts';
import { v8ProjectTables } from './v8-project-tables.ts';
import { v8WorkflowTables } from './v8-workflow-tables.ts';

const objects = `${v8ProjectTables}${v8ExecutionTables}${v8CostTables}${v8WorkflowTables}${v8OperationTables}`;
const tableNames = createdTables(objects);

/** What counts across projects and executions keep. */
export const v8Aggregation: Migration = {
  version: 'V8__aggregation',
  number: 8,
  description: 'Projects compared, executions in three tiers, budgets, workflow executions, retention',
  up: [objects],
  down: [`${dropViews(objects)}${dropTables(tableNames)}`],
  mend: [],
  discards: tableNames,
  marksFile: true,
};
