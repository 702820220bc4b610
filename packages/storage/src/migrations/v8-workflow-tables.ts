import { v8WorkflowRunTables } from './v8-workflow-run-tables.ts';

/**
 * Runs of workflows, versions of installed skills, and what other teams have shared.
 *
 * - `workflow_executions` holds what was recorded. `skills_used` is a JSON array of names, each once, in the order of
 *   first use; times are ISO 8601 with `Z` and milliseconds. `session_id` is as the source names it.
 * - `workflow_call` is a call that names its workflow; tools and hooks are no steps of one.
 * - `workflow_run_skill` has one row per run and skill. All calls of a session that name one workflow are one run of it,
 *   unless that session recorded the workflow itself. `succeeded` is of the run: of each skill the last known outcome
 *   counts, one failure fails it, NULL is unknown.
 * - `workflow_skill_correlation.success_rate` is a fraction of the `known_outcomes`; NULL when there is none.
 * - `skill_version_seen` has the spans in which scans found a version installed, with no other seen in between. `copies`
 *   is the number of files at the last sighting.
 * - `shared_practice.content` is the file as it was taken: aggregates of groups.
 */
export const v8WorkflowTables: string = `${v8WorkflowRunTables}
CREATE TABLE workflow_executions (
  workflow_id TEXT PRIMARY KEY,
  project_id TEXT,
  workflow_name TEXT NOT NULL,
  started_at TEXT NOT NULL,
  completed_at TEXT,
  status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'cancelled')),
  skills_used TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(skills_used)),
  total_duration_ms REAL,
  metadata TEXT,
  session_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX workflow_executions_started ON workflow_executions (started_at);
CREATE INDEX workflow_executions_session ON workflow_executions (session_id, workflow_name);

CREATE TABLE skill_version_seen (
  skill_name TEXT NOT NULL,
  version TEXT NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  PRIMARY KEY (skill_name, version, first_seen_at_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_practice (
  team TEXT PRIMARY KEY,
  released_at_ms INTEGER NOT NULL,
  imported_at_ms INTEGER NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT, WITHOUT ROWID;

CREATE VIEW workflow_call AS
SELECT e.event_key, e.session_id, e.workflow_path_label, e.skill_id, e.project_id, e.user_id, e.completed,
  e.duration_seconds
FROM skill_event AS e JOIN skill AS s ON s.skill_id = e.skill_id
WHERE e.workflow_path_label IS NOT NULL AND s.kind NOT IN ('tool', 'mcp_tool', 'hook');

CREATE VIEW workflow_run_skill AS
WITH step AS (
  SELECT session_id, workflow_path_label, skill_id, min(event_key) AS first_key,
    max(event_key) FILTER (WHERE completed = 1) AS success_key,
    max(event_key) FILTER (WHERE completed = 0) AS failure_key,
    max((event_key >> 21) + coalesce(duration_seconds, 0) * 1000) AS ended_at_ms
  FROM workflow_call GROUP BY session_id, workflow_path_label, skill_id
), run AS (
  SELECT session_id, workflow_path_label,
    max(ended_at_ms) - min(first_key >> 21) AS total_duration_ms,
    CASE WHEN sum(failure_key > coalesce(success_key, 0)) > 0 THEN 0 WHEN count(success_key) > 0 THEN 1 END AS succeeded
  FROM step GROUP BY session_id, workflow_path_label
)
SELECT w.workflow_id AS run_id, w.workflow_name, u.value AS skill_name,
  CASE w.status WHEN 'completed' THEN 1 WHEN 'failed' THEN 0 END AS succeeded, w.total_duration_ms
FROM workflow_executions AS w CROSS JOIN json_each(w.skills_used) AS u
UNION ALL
SELECT n.external_id, l.text, k.name, r.succeeded, r.total_duration_ms
FROM step AS s
JOIN run AS r ON r.session_id = s.session_id AND r.workflow_path_label = s.workflow_path_label
JOIN session AS n ON n.session_id = s.session_id
JOIN label AS l ON l.label_id = s.workflow_path_label
JOIN skill AS k ON k.skill_id = s.skill_id
WHERE NOT EXISTS (
  SELECT 1 FROM workflow_executions AS w WHERE w.session_id = n.external_id AND w.workflow_name = l.text);

CREATE VIEW workflow_skill_correlation AS
SELECT workflow_name, skill_name, count(*) AS usage_count, avg(succeeded) AS success_rate,
  avg(total_duration_ms) AS avg_duration_ms, count(succeeded) AS known_outcomes
FROM workflow_run_skill GROUP BY workflow_name, skill_name;
`;
