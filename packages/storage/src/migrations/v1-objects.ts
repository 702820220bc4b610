import { byTime, countOneMore, isEarlier, numberIn, outcomeOf, textElements } from './sql-expressions.ts';

/** Keeps the search index in step with the log. */
export const searchTriggers = `
CREATE TRIGGER trg_invocation_fts_after_insert AFTER INSERT ON skill_invocation
BEGIN
  INSERT INTO skill_invocation_fts (rowid, user_query) VALUES (NEW.id, NEW.user_query);
END;
CREATE TRIGGER trg_invocation_fts_after_delete AFTER DELETE ON skill_invocation
BEGIN
  INSERT INTO skill_invocation_fts (skill_invocation_fts, rowid, user_query) VALUES ('delete', OLD.id, OLD.user_query);
END;
CREATE TRIGGER trg_invocation_fts_after_update AFTER UPDATE OF id, user_query ON skill_invocation
BEGIN
  INSERT INTO skill_invocation_fts (skill_invocation_fts, rowid, user_query) VALUES ('delete', OLD.id, OLD.user_query);
  INSERT INTO skill_invocation_fts (rowid, user_query) VALUES (NEW.id, NEW.user_query);
END;
`;

const duration = numberIn('NEW.duration_seconds');
// How many durations the average stands on is not a column: the sum divided by the average tells.
const averagedCalls = `CASE WHEN avg_duration_seconds > 0 THEN round(total_duration_seconds / avg_duration_seconds)
      ELSE completed_invocations END`;

/** Counts the call `NEW` in `skill_metrics`; for the body of a trigger on a table or view with V1's columns. */
export const countNewCall: string = `
  INSERT INTO skill_metrics (skill_name, first_invoked, last_invoked)
    VALUES (NEW.skill_name, NEW.invoked_at, NEW.invoked_at) ON CONFLICT (skill_name) DO NOTHING;
  UPDATE skill_metrics SET
    avg_duration_seconds = CASE
      WHEN NEW.completed = 1 AND ${duration} IS NOT NULL THEN coalesce(
        avg_duration_seconds + (${duration} - avg_duration_seconds) / (1 + ${averagedCalls}), ${duration})
      ELSE avg_duration_seconds END,
    total_duration_seconds = total_duration_seconds
      + CASE WHEN NEW.completed = 1 THEN coalesce(${duration}, 0.0) ELSE 0.0 END,
    total_invocations = total_invocations + 1,
    completed_invocations = completed_invocations + coalesce(NEW.completed = 1, 0),
    abandoned_invocations = abandoned_invocations + coalesce(NEW.completed = 0, 0),
    first_invoked = CASE WHEN julianday(first_invoked) IS NULL OR ${isEarlier('NEW.invoked_at', 'first_invoked')}
      THEN NEW.invoked_at ELSE first_invoked END,
    last_invoked = CASE WHEN julianday(last_invoked) IS NULL OR ${isEarlier('last_invoked', 'NEW.invoked_at')}
      THEN NEW.invoked_at ELSE last_invoked END,
    updated_at = datetime('now')
  WHERE skill_name = NEW.skill_name;
  UPDATE skill_metrics SET completion_rate =
    coalesce(100.0 * completed_invocations / nullif(completed_invocations + abandoned_invocations, 0), 0.0)
  WHERE skill_name = NEW.skill_name;
  UPDATE skill_metrics SET workflow_paths = ${countOneMore('workflow_paths', 'NEW.workflow_path')}
  WHERE skill_name = NEW.skill_name AND typeof(NEW.workflow_path) = 'text';
  UPDATE skill_metrics SET common_errors = ${countOneMore('common_errors', 'NEW.error_type')}
  WHERE skill_name = NEW.skill_name AND typeof(NEW.error_type) = 'text';
  UPDATE skill_metrics SET follow_up_actions = json_patch(follow_up_actions, (
    SELECT json_group_object(action.text, action.calls
      + coalesce((SELECT entry.value FROM json_each(follow_up_actions) AS entry WHERE entry.key = action.text), 0))
    FROM (SELECT text, count(*) AS calls FROM (${textElements('NEW.follow_up_actions')}) GROUP BY text) AS action))
  WHERE skill_name = NEW.skill_name AND NEW.follow_up_actions IS NOT NULL;
`;

const countTriggers = `
CREATE TRIGGER trg_skill_metrics_after_insert AFTER INSERT ON skill_invocation
BEGIN
  ${countNewCall}
END;
CREATE TRIGGER trg_session_skills_after_insert AFTER INSERT ON skill_invocation
BEGIN
  INSERT INTO session_skills (session_id, skill_name, invocation_count) VALUES (NEW.session_id, NEW.skill_name, 1)
    ON CONFLICT (session_id, skill_name) DO UPDATE SET invocation_count = invocation_count + 1;
END;
`;

const dailyColumns = `
  date(invoked_at) AS date,
  skill_name,
  count(*) AS invocations,
  count(*) FILTER (WHERE completed = 1) AS completions,
  count(*) FILTER (WHERE completed = 0) AS abandonments,
  avg(CASE WHEN completed = 1 THEN ${numberIn('duration_seconds')} END) AS avg_duration_seconds
FROM skill_invocation
GROUP BY date(invoked_at), skill_name`;

/** Days (UTC) of each skill. `mv_daily_skills` was a table that nothing filled; as a view it is never stale. */
export const dailyViews: string = `
CREATE VIEW v_daily_skill_source AS SELECT ${dailyColumns};
CREATE VIEW mv_daily_skills AS SELECT ${dailyColumns};
`;

function callOf(key: string, direction: 'ASC' | 'DESC'): string {
  return `(SELECT edge.invoked_at FROM skill_invocation AS edge WHERE edge.${key} = calls.${key}
    ORDER BY ${byTime('edge.invoked_at', direction)} LIMIT 1)`;
}

export const sessionSummaryView: string = `
CREATE VIEW v_session_skill_summary AS
SELECT
  session_id,
  count(DISTINCT skill_name) AS unique_skills,
  count(*) AS total_invocations,
  count(*) FILTER (WHERE completed = 1) AS completed_count,
  count(*) FILTER (WHERE completed = 0) AS abandoned_count,
  coalesce(sum(${numberIn('duration_seconds')}), 0) AS total_duration_seconds,
  ${callOf('session_id', 'ASC')} AS first_skill_at,
  ${callOf('session_id', 'DESC')} AS last_skill_at
FROM skill_invocation AS calls
GROUP BY session_id;
`;

/**
 * Computed from the log and not from `skill_metrics`, because in a predecessor's database that table holds what its
 * triggers made of it. `completion_rate` is a percentage, as it was.
 */
const effectivenessViews = `
CREATE VIEW v_skill_effectiveness AS
SELECT
  skill_name, total_invocations, completed_invocations, abandoned_invocations,
  coalesce(100.0 * completed_invocations / nullif(completed_invocations + abandoned_invocations, 0), 0.0) AS completion_rate,
  avg_duration_seconds, first_invoked, last_invoked,
  CAST(julianday('now') - julianday(last_invoked) AS INTEGER) AS days_since_last_use
FROM (
  SELECT
    skill_name,
    count(*) AS total_invocations,
    count(*) FILTER (WHERE completed = 1) AS completed_invocations,
    count(*) FILTER (WHERE completed = 0) AS abandoned_invocations,
    avg(CASE WHEN completed = 1 THEN ${numberIn('duration_seconds')} END) AS avg_duration_seconds,
    ${callOf('skill_name', 'ASC')} AS first_invoked,
    ${callOf('skill_name', 'DESC')} AS last_invoked
  FROM skill_invocation AS calls
  GROUP BY skill_name
)
ORDER BY total_invocations DESC, skill_name;

CREATE VIEW v_top_skills AS
SELECT
  skill_name,
  count(*) AS total_invocations,
  coalesce(100.0 * avg(${outcomeOf('completed')}), 0.0) AS completion_rate,
  avg(CASE WHEN completed = 1 THEN ${numberIn('duration_seconds')} END) AS avg_duration_seconds,
  (SELECT path.workflow_path FROM skill_invocation AS path
    WHERE path.skill_name = calls.skill_name AND path.workflow_path IS NOT NULL
    GROUP BY path.workflow_path ORDER BY count(*) DESC, path.workflow_path LIMIT 1) AS preferred_workflow
FROM skill_invocation AS calls
GROUP BY skill_name
ORDER BY count(*) DESC, skill_name;
`;

export const v1Objects: string = `${searchTriggers}${countTriggers}${dailyViews}${sessionSummaryView}${effectivenessViews}`;

export const dropV1Objects = `
DROP VIEW IF EXISTS v_top_skills;
DROP VIEW IF EXISTS v_skill_effectiveness;
DROP VIEW IF EXISTS v_session_skill_summary;
DROP VIEW IF EXISTS v_daily_skill_source;
DROP VIEW IF EXISTS mv_daily_skills;
DROP TRIGGER IF EXISTS trg_session_skills_after_insert;
DROP TRIGGER IF EXISTS trg_skill_metrics_after_insert;
DROP TRIGGER IF EXISTS trg_invocation_fts_after_update;
DROP TRIGGER IF EXISTS trg_invocation_fts_after_delete;
DROP TRIGGER IF EXISTS trg_invocation_fts_after_insert;
`;
