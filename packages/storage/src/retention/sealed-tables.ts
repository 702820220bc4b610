import { rollupTable, type RollupTable } from '../rollup/rollup-tables.ts';

/** Of calls that name no project, where 0 is every call. */
export const noProject = -1;

export const sealedHourTable: RollupTable = rollupTable(
  'sealed_call_hour',
  ['project_id', 'skill_id', 'hour'],
  (bucket) => [bucket.projectId, bucket.skillId, bucket.start],
);

export const sealedDayTable: RollupTable = rollupTable(
  'sealed_call_day',
  ['project_id', 'skill_id', 'day'],
  (bucket) => [bucket.projectId, bucket.skillId, bucket.start],
);
