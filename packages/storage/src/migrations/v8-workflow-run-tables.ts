/**
 * Runs of workflows, rolled up from the log.
 *
 * - `workflow_log_run` has one row per session and workflow path: all its calls, whenever they were, in the order in which
 *   runs began. `steps` is JSON of a number for each skill, in the order of first use: its id times 3, plus 1 when its last
 *   known outcome is a failure, 2 when it is a success. `succeeded` is of the run: one skill that failed so fails it. Times
 *   are UTC epoch milliseconds.
 * - `workflow_stale_session` names the sessions whose rows do not hold (yet), because the log changed there: ingest marks
 *   what it touched, the triggers what SQL deleted or wrote through the view.
 * - `workflow_log_counted` has its row once the whole log was counted: until then every session is stale.
 *
 * The sessions' own indexes find the last session, and those before a session, without reading them all.
 */
export const v8WorkflowRunTables = `
CREATE TABLE workflow_log_run (
  started_at_ms INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  workflow_path_label INTEGER NOT NULL,
  ended_at_ms INTEGER NOT NULL,
  project_id INTEGER,
  user_id INTEGER,
  succeeded INTEGER,
  steps TEXT NOT NULL,
  PRIMARY KEY (started_at_ms, session_id, workflow_path_label)
) STRICT, WITHOUT ROWID;
CREATE INDEX workflow_log_run_session ON workflow_log_run (session_id);

CREATE TABLE workflow_stale_session (
  session_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE workflow_log_counted (
  counted INTEGER PRIMARY KEY CHECK (counted = 1)
) STRICT;

CREATE INDEX session_last_at ON session (last_at_ms);
CREATE INDEX session_first_at ON session (first_at_ms);

CREATE TRIGGER trg_workflow_run_after_delete AFTER DELETE ON skill_event WHEN OLD.workflow_path_label IS NOT NULL
BEGIN
  DELETE FROM workflow_log_run WHERE session_id = OLD.session_id;
  INSERT INTO workflow_stale_session (session_id) VALUES (OLD.session_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER trg_workflow_run_after_view_write AFTER INSERT ON rollup_stale
BEGIN
  INSERT INTO workflow_stale_session (session_id)
    SELECT session_id FROM skill_event WHERE event_key = NEW.event_key ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER trg_workflow_run_after_settling AFTER DELETE ON rollup_stale
BEGIN
  INSERT INTO workflow_stale_session (session_id)
    SELECT session_id FROM skill_event WHERE event_key = OLD.event_key ON CONFLICT DO NOTHING;
END;
`;
