/**
 * What V5 needs so that the tables of V1 to V4 can be views, and come back.
 *
 * - `rollup_stale` names events that were written through the view `skill_invocation`. SQL cannot hash an identity nor
 *   add to a sketch: whoever opens the database next settles them (`settle-view-writes.ts`).
 * - `skill_event_legacy_sequence` is the AUTOINCREMENT of `skill_invocation`: ids are never given twice.
 * - `skill_metrics_v4` holds the rows of `skill_metrics` as V4 had them, with the number of calls they stood for.
 * - `skill_user_interactions_legacy` holds the rows of `skill_user_interactions` that did not come from the log.
 */
export const v5CompatibilityTables = `
CREATE TABLE rollup_stale (
  event_key INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE skill_event_legacy_sequence (
  last_id INTEGER NOT NULL
) STRICT;

CREATE TABLE skill_metrics_v4 AS
  SELECT *, (SELECT count(*) FROM skill_invocation AS i WHERE i.skill_name = m.skill_name) AS calls
  FROM skill_metrics AS m;

CREATE TABLE skill_metrics_cache_v4 AS
  SELECT *, (SELECT count(*) FROM skill_invocation AS i WHERE i.skill_name = c.skill_name) AS calls
  FROM skill_metrics_cache AS c;

CREATE TABLE session_skills_v4 AS
  SELECT * FROM session_skills AS k WHERE NOT EXISTS (
    SELECT 1 FROM skill_invocation AS i WHERE i.session_id = k.session_id AND i.skill_name = k.skill_name);

CREATE TABLE skill_user_interactions_legacy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  skill_name TEXT NOT NULL,
  invoked_at TEXT NOT NULL,
  completed BOOLEAN NOT NULL,
  rating REAL,
  alternatives_considered TEXT,
  FOREIGN KEY (skill_name) REFERENCES skill_metrics (skill_name)
);
`;
