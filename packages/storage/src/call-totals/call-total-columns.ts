import { durationBucketBounds } from '@skills/schema';
import { longestDurationSeconds } from '../rollup/event-change.ts';

/** Durations above the bound before it and up to its own; not cumulative. */
export const bucketColumns: readonly string[] = [
  ...durationBucketBounds.map((bound) => `up_to_${String(bound).replace('.', '_')}`),
  'longer',
];

/** Index in `bucketColumns`. */
export function durationBucket(seconds: number): number {
  const index = durationBucketBounds.findIndex((bound) => seconds <= bound);
  return index === -1 ? durationBucketBounds.length : index;
}

const key = 'skill_id, phase_label';
const counts = ['invocations', 'completed', 'failed', 'duration_us_sum', ...bucketColumns];

// A duration that is none (negative, of another program) is not counted; see `durationMicroseconds`.
const duration = 'CASE WHEN duration_seconds >= 0 THEN duration_seconds END';
const microseconds = `CAST(min(${duration}, ${longestDurationSeconds}.0) * 1e6 + 0.5 AS INTEGER)`;

function countBetween(index: number): string {
  const above = durationBucketBounds[index - 1];
  const upTo = durationBucketBounds[index];
  const conditions = [
    `duration_seconds ${above === undefined ? '>= 0' : `> ${above}`}`,
    ...(upTo === undefined ? [] : [`duration_seconds <= ${upTo}`]),
  ];
  return `coalesce(sum(${conditions.join(' AND ')}), 0)`;
}

/**
 * Raises every total to what the log holds; none goes down. One pass over the log, for a log that is older than its
 * totals, and for calls that were written without the ingest.
 */
export const raiseCallTotalsSql: string = `
INSERT INTO skill_call_total (${key}, unknown_most, ${counts.join(', ')})
SELECT skill_id, coalesce(phase_label, 0), count(*) - count(completed), count(*), coalesce(sum(completed = 1), 0),
  coalesce(sum(completed = 0), 0), coalesce(sum(${microseconds}), 0),
  ${bucketColumns.map((_, index) => countBetween(index)).join(',\n  ')}
FROM skill_event WHERE true GROUP BY skill_id, coalesce(phase_label, 0)
ON CONFLICT (${key}) DO UPDATE SET
  ${['unknown_most', ...counts].map((column) => `${column} = max(${column}, excluded.${column})`).join(', ')};
`;

const unusedPhases = `phase_label <> 0
  AND phase_label NOT IN (SELECT phase_label FROM skill_event WHERE phase_label IS NOT NULL)`;
const added = ['unknown_most', ...counts];

/** Counts of phases that no call of the log is in as those of no phase, so that erasing takes away their names and no count. */
export const foldUnusedPhasesSql: string = `
INSERT INTO skill_call_total (${key}, ${added.join(', ')})
SELECT skill_id, 0, ${added.map((column) => `sum(${column})`).join(', ')}
FROM skill_call_total WHERE ${unusedPhases} GROUP BY skill_id
ON CONFLICT (${key}) DO UPDATE SET ${added.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')};
DELETE FROM metric_slot WHERE ${unusedPhases} AND phase_label <> -1;
DELETE FROM skill_call_total WHERE ${unusedPhases};
`;

/** Adds to one total; the values are the key and then `counts`. */
export const addCallTotalsSql: string = `
INSERT INTO skill_call_total (${key}, ${counts.join(', ')}, unknown_most)
VALUES (?1, ?2, ${counts.map((_, index) => `?${index + 3}`).join(', ')}, max(0, ?3 - ?4 - ?5))
ON CONFLICT (${key}) DO UPDATE SET
  ${counts.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')},
  unknown_most = max(unknown_most, invocations + excluded.invocations
    - completed - excluded.completed - failed - excluded.failed)`;
