import type { RollupWindow } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from './cell.ts';
import { firstEventKeyAt } from './event-key-range.ts';
import { rollupSource } from './rollup-source.ts';

export type WindowTotals = {
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  /** Distinct sessions over all skills, exact. */
  readonly sessions: number;
  /** Skills of any kind that ran. */
  readonly skills: number;
  /** Projects of those sessions. */
  readonly projects: number;
};

/**
 * Sums come from the rollups. A session counts when the index of its events has one inside the window: one seek per
 * session that was alive then, and no row of the log.
 */
export async function readWindowTotals(
  reader: SqlReader,
  window: RollupWindow,
  projectId?: string,
): Promise<WindowTotals> {
  const source = rollupSource(window, projectId);
  const [sums] = await reader.all(
    `SELECT coalesce(sum(r.invocations), 0), coalesce(sum(r.completed), 0), coalesce(sum(r.failed), 0),
       count(DISTINCT r.skill_id)
     FROM skill AS s CROSS JOIN ${source.table} AS r
     WHERE ${source.ofProject('r')} r.skill_id = s.skill_id AND r.${source.bucket} >= ?2 AND r.${source.bucket} < ?3`,
    source.parameters,
  );
  const [active] = await reader.all(
    `SELECT count(*), count(DISTINCT s.project_id)
     FROM session AS s
     WHERE (s.first_at_ms IS NULL OR s.first_at_ms < ?2) AND (s.last_at_ms IS NULL OR s.last_at_ms >= ?1)
       AND EXISTS (
         SELECT 1 FROM skill_event AS e
         WHERE e.session_id = s.session_id AND e.event_key >= ?3 AND e.event_key < ?4
           AND (?5 IS NULL OR e.project_id = (SELECT project_id FROM project WHERE external_id = ?5))
       )`,
    [
      window.sinceMs,
      window.untilMs,
      firstEventKeyAt(window.sinceMs),
      firstEventKeyAt(window.untilMs),
      projectId ?? null,
    ],
  );
  return {
    invocations: toNumber(sums?.[0]),
    completed: toNumber(sums?.[1]),
    failed: toNumber(sums?.[2]),
    skills: toNumber(sums?.[3]),
    sessions: toNumber(active?.[0]),
    projects: toNumber(active?.[1]),
  };
}
