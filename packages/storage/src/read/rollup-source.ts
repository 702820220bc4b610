import type { RollupWindow } from '@skills/schema';
import type { SqlRow } from '../engine/sql-engine.ts';
import { dayMs, hourMs } from './snap-window.ts';

/** Where the rollup rows of a window lie. In the SQL, `?1` is the project, `?2` the first bucket, `?3` the one after the last. */
export type RollupSource = {
  readonly table: string;
  readonly gapTable: string;
  readonly bucket: 'hour' | 'day';
  readonly bucketMs: number;
  /** Condition on alias `r` (rollup) or `g` (gap rows) that a seek by the primary key starts with. */
  readonly ofProject: (alias: 'r' | 'g') => string;
  readonly parameters: SqlRow;
};

/**
 * @throws {RangeError} when the window is not snapped, or asks for one project by the hour
 */
export function rollupSource(window: RollupWindow, projectId?: string): RollupSource {
  const bucketMs = window.bucket === 'day' ? dayMs : hourMs;
  const from = window.sinceMs / bucketMs;
  const to = window.untilMs / bucketMs;
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) {
    throw new RangeError(
      `a rollup window lies on whole ${window.bucket}s (snapWindow), got ${window.sinceMs} to ${window.untilMs}`,
    );
  }
  if (window.bucket === 'day') {
    return {
      table: 'skill_rollup_day',
      gapTable: 'skill_session_gap_day',
      bucket: 'day',
      bucketMs,
      ofProject: (alias) => `${alias}.project_id = ${projectNumber} AND `,
      parameters: [projectId ?? null, from, to],
    };
  }
  if (projectId !== undefined) throw new RangeError('rollups by project are kept per day, not per hour');
  return {
    table: 'skill_rollup_hour',
    gapTable: 'skill_session_gap_hour',
    bucket: 'hour',
    bucketMs,
    // No project column here; `?1` is used so that both forms bind the same parameters.
    ofProject: () => '?1 IS NULL AND ',
    parameters: [null, from, to],
  };
}

/** The project that `?1` names by its external id; 0, every project, for NULL; no row for one that is not known. */
const projectNumber = '(SELECT 0 WHERE ?1 IS NULL UNION ALL SELECT project_id FROM project WHERE external_id = ?1)';
