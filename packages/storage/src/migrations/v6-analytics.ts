import { createdTables, dropTables } from './created-tables.ts';
import type { Migration } from './migration.ts';
import { v6AnomalyTables } from './v6-anomaly-tables.ts';
import { v6ExperimentTables } from './v6-experiment-tables.ts';
import { dropV6Indexes, v6Indexes } from './v6-indexes.ts';
import { v6ModelTables } from './v6-model-tables.ts';

const tables = `${v6ExperimentTables}${v6AnomalyTables}${v6ModelTables}`;
const tableNames = createdTables(tables);

/** What experiments, anomalies and prediction keep beyond the tables of V4. */
export const v6Analytics: Migration = {
  version: 'V6__analytics',
  number: 6,
  description: 'Settings of experiments, state of anomalies, trained models',
  up: [`${tables}${v6Indexes}`],
  down: [`${dropV6Indexes}${dropTables(tableNames)}`],
  mend: [],
  discards: tableNames,
  marksFile: true,
};
