import { createdTables, dropTables, dropTriggers, dropViews } from './created-tables.ts';
import type { Migration } from './migration.ts';
import { keptV8Tables, setV8Aside, takeV8Back } from './v8-aside.ts';
import { v8CostTables } from './v8-cost-tables.ts';
import { v8ExecutionTables } from './v8-execution-tables.ts';
import { v8MetricTables } from './v8-metric-tables.ts';
import { v8OperationTables } from './v8-operation-tables.ts';
import { v8ProjectTables } from './v8-project-tables.ts';
import { v8WorkflowTables } from './v8-workflow-tables.ts';

const objects = `${v8ProjectTables}${v8ExecutionTables}${v8CostTables}${v8WorkflowTables}${v8OperationTables}${v8MetricTables}`;
const tableNames = createdTables(objects);
// Other indexes go with their tables.
const dropSessionIndexes = 'DROP INDEX session_last_at;\nDROP INDEX session_first_at;\n';

/** What counts across projects and executions keep. */
export const v8Aggregation: Migration = {
  version: 'V8__aggregation',
  number: 8,
  description: 'Projects compared, executions in three tiers, budgets, workflow executions, retention',
  up: [objects, { name: 'take back what a rollback set aside; revision 1', run: takeV8Back }],
  down: [
    { name: 'set aside what cannot be made again; revision 1', run: setV8Aside },
    `${dropSessionIndexes}${dropTriggers(objects)}${dropViews(objects)}${dropTables(tableNames)}`,
  ],
  mend: [],
  discards: tableNames.filter((table) => !keptV8Tables.includes(table)),
  marksFile: true,
};
