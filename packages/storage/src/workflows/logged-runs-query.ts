/** In the order of `workflow_log_run`. */
export const loggedRunColumns =
  'started_at_ms, session_id, workflow_path_label, ended_at_ms, project_id, user_id, succeeded, steps';

/**
 * Runs of workflows as the log tells of them: all calls of a session that name one workflow.
 *
 * @param sessions - condition on the column `session_id`
 */
export function loggedRunsQuery(sessions: string): string {
  return `
    WITH step AS (
      SELECT session_id, workflow_path_label, skill_id, min(event_key) AS first_key,
        max(event_key) FILTER (WHERE completed = 1) AS success_key,
        max(event_key) FILTER (WHERE completed = 0) AS failure_key,
        max((event_key >> 21) + CAST(round(coalesce(duration_seconds, 0) * 1000) AS INTEGER)) AS ended_at_ms,
        max(project_id) AS project_id, max(user_id) AS user_id
      FROM workflow_call WHERE ${sessions}
      GROUP BY session_id, workflow_path_label, skill_id
    ), judged AS (
      SELECT *, CASE WHEN failure_key > coalesce(success_key, 0) THEN 0 WHEN success_key IS NOT NULL THEN 1 END AS outcome
      FROM step
    )
    SELECT min(first_key) >> 21 AS started_at_ms, session_id, workflow_path_label, max(ended_at_ms) AS ended_at_ms,
      max(project_id) AS project_id, max(user_id) AS user_id, min(outcome) AS succeeded,
      json_group_array(skill_id * 3 + coalesce(outcome + 1, 0) ORDER BY first_key) AS steps
    FROM judged GROUP BY session_id, workflow_path_label`;
}
