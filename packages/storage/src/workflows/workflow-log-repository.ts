import type { RollupWindow } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { type LoggedRun, runFields, toLoggedRuns } from './logged-run.ts';
import { loggedRunColumns, loggedRunsQuery } from './logged-runs-query.ts';
import { isLogCounted } from './refresh-workflow-runs.ts';

export type SkillsOfProject = { readonly projectId: string; readonly skillIds: readonly number[] };

export type WorkflowLogRepositoryDependencies = { readonly engine: SqlReader };

export type WorkflowSelection = { readonly workflowName?: string | undefined };

/** Runs of workflows that the log tells of. */
export class WorkflowLogRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: WorkflowLogRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * Runs that began in the window, in the order of time; those of sessions that recorded the workflow themselves are left
   * out. What the log tells since it was last counted is put together now.
   */
  async runs(
    { sinceMs, untilMs }: Pick<RollupWindow, 'sinceMs' | 'untilMs'>,
    { workflowName }: WorkflowSelection = {},
  ): Promise<readonly LoggedRun[]> {
    const window = [Math.ceil(sinceMs), Math.ceil(untilMs)];
    const [row] = (await isLogCounted(this.#engine))
      ? await this.#engine.all(runsQuery('SELECT session_id FROM workflow_stale_session'), [
          ...window,
          workflowName ?? null,
        ])
      : await this.#engine.all(
          runsQuery('SELECT DISTINCT session_id FROM workflow_call WHERE event_key >= ?4 AND event_key < ?5'),
          [...window, workflowName ?? null, firstEventKeyAt(sinceMs), firstEventKeyAt(untilMs)],
        );
    const [names] = await this.#engine.all('SELECT json_group_array(json_array(skill_id, name)) FROM skill');
    return row === undefined ? [] : toLoggedRuns(row, toText(names?.[0]));
  }

  /** Which skills each project used on the days of the window. */
  async skillsOfProjects({ sinceMs, untilMs }: RollupWindow): Promise<readonly SkillsOfProject[]> {
    const rows = await this.#engine.all(
      `SELECT p.external_id, json_group_array(DISTINCT r.skill_id)
       FROM skill_rollup_day AS r JOIN project AS p ON p.project_id = r.project_id
       WHERE r.day >= ?1 AND r.day < ?2 GROUP BY p.project_id ORDER BY p.external_id`,
      [Math.floor(sinceMs / dayMs), Math.ceil(untilMs / dayMs)],
    );
    return rows.map((row) => ({ projectId: toText(row[0]), skillIds: numbersOf(toText(row[1])) }));
  }
}

const dayMs = 86_400_000;

/** @param stale - the sessions whose runs are put together now */
function runsQuery(stale: string): string {
  const isAsked = `started_at_ms >= ?1 AND started_at_ms < ?2
    AND (?3 IS NULL OR workflow_path_label = (SELECT label_id FROM label WHERE text = ?3))`;
  return `
    WITH stale AS MATERIALIZED (${stale}),
    fresh AS (${loggedRunsQuery('session_id IN (SELECT session_id FROM stale)')}),
    run AS (
      SELECT ${loggedRunColumns} FROM workflow_log_run
      WHERE ${isAsked} AND session_id NOT IN (SELECT session_id FROM stale)
      UNION ALL SELECT ${loggedRunColumns} FROM fresh WHERE ${isAsked}
    ), named AS (
      SELECT n.external_id AS session, l.text AS workflow, p.external_id AS project, r.user_id AS user,
        r.started_at_ms AS started, r.ended_at_ms AS ended, r.succeeded, r.steps
      FROM run AS r
      CROSS JOIN session AS n ON n.session_id = r.session_id
      CROSS JOIN label AS l ON l.label_id = r.workflow_path_label
      LEFT JOIN project AS p ON p.project_id = r.project_id
      WHERE NOT EXISTS (
        SELECT 1 FROM workflow_executions AS w WHERE w.session_id = n.external_id AND w.workflow_name = l.text)
    )
    SELECT ${runFields.map((field) => `json_group_array(${field})`).join(', ')} FROM named`;
}

function numbersOf(json: string): readonly number[] {
  const value: unknown = JSON.parse(json);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => typeof item === 'number');
}
