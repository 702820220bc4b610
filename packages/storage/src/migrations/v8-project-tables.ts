import { columnOfEvent, timeOfKey } from './v5-row.ts';

/**
 * What the registry of projects and what is counted across them keep.
 *
 * - `skill_aggregate` has one row per window (1 daily, 2 weekly, 3 monthly, 4 all), period (its first day since 1970; weeks
 *   begin on Monday; 0 of `all`), project (0 is every registered and active one together) and skill: in the order of time, as
 *   they are written. `follow_up_count` calls say how many actions followed. `strata` is JSON of
 *   `[phase label, model label, completed, failed]`, of single projects only.
 * - `aggregated_project` names the projects in it, `aggregate_stale_day` the days in which the log changed since: ingest
 *   marks what it touched, the triggers what SQL deleted or wrote through the view.
 * - `aggregate_run` says when it was last brought up to date.
 */
const tables = `
CREATE TABLE project_note (
  project_id INTEGER PRIMARY KEY,
  metadata TEXT NOT NULL
) STRICT;

CREATE TABLE skill_aggregate (
  time_window INTEGER NOT NULL,
  period INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  invocations INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  duration_count INTEGER NOT NULL,
  duration_us_sum INTEGER NOT NULL,
  follow_up_count INTEGER NOT NULL,
  follow_up_sum INTEGER NOT NULL,
  follow_up_square_sum INTEGER NOT NULL,
  first_used_ms INTEGER NOT NULL,
  last_used_ms INTEGER NOT NULL,
  strata TEXT NOT NULL,
  PRIMARY KEY (time_window, period, project_id, skill_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE aggregated_project (
  project_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE aggregate_stale_day (
  day INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE aggregate_run (
  run_id INTEGER PRIMARY KEY CHECK (run_id = 1),
  computed_at_ms INTEGER NOT NULL
) STRICT;
`;

function timeOfMs(milliseconds: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%fZ', ${milliseconds} / 1000.0, 'unixepoch')`;
}

/** How many actions followed a call: those that it names, or the number that it states; NULL when it says nothing. */
export function followUpCount(event: string): string {
  const stated = `${event}.details ->> '$.metadata.followUpCount'`;
  return `CASE WHEN ${event}.details IS NOT NULL THEN coalesce(
      json_array_length(${event}.details, '$.followUpActions'),
      CASE WHEN typeof(${stated}) = 'integer' AND ${stated} BETWEEN 0 AND 1000000 THEN ${stated} END) END`;
}

/** The mission's tables by its names. None can be written with SQL: the registry and the ingest do that. */
const views = `
CREATE VIEW projects AS
SELECT p.external_id AS project_id, p.path AS project_path, p.name AS project_name, p.project_type,
  coalesce(n.metadata, '{}') AS metadata, ${timeOfMs('p.registered_at_ms')} AS registered_at,
  ${timeOfMs('p.last_sync_at_ms')} AS last_sync_at, p.active AS is_active
FROM project AS p LEFT JOIN project_note AS n ON n.project_id = p.project_id
WHERE p.registered = 1;

CREATE VIEW skill_usage AS
SELECT e.event_key AS id, p.external_id AS project_id, s.name AS skill_name, s.kind, ${timeOfKey('e.event_key')} AS invoked_at,
  ${timeOfMs('((e.event_key >> 21) + round(e.duration_seconds * 1000))')} AS completed_at,
  e.duration_seconds * 1000.0 AS duration_ms, e.completed AS success, ${followUpCount('e')} AS followup_actions,
  ${columnOfEvent.session_id} AS session_id, coalesce(e.details -> '$.metadata', '{}') AS metadata
FROM skill_event AS e
JOIN skill AS s ON s.skill_id = e.skill_id
JOIN session AS n ON n.session_id = e.session_id
LEFT JOIN project AS p ON p.project_id = e.project_id;

CREATE VIEW skill_aggregates AS
SELECT s.name AS skill_name, s.kind, p.external_id AS project_id,
  CASE a.time_window WHEN 1 THEN 'daily' WHEN 2 THEN 'weekly' WHEN 3 THEN 'monthly' ELSE 'all' END AS time_window,
  CASE WHEN a.time_window < 4 THEN date(a.period * 86400, 'unixepoch') END AS period_start,
  a.invocations AS total_invocations, a.completed AS successful_completions, a.failed AS failures,
  CASE WHEN a.duration_count > 0 THEN a.duration_us_sum / 1000.0 / a.duration_count END AS avg_duration_ms,
  CASE WHEN a.follow_up_count > 0 THEN a.follow_up_sum * 1.0 / a.follow_up_count END AS avg_followup_actions,
  ${timeOfMs('a.first_used_ms')} AS first_used, ${timeOfMs('a.last_used_ms')} AS last_used
FROM skill_aggregate AS a
JOIN skill AS s ON s.skill_id = a.skill_id
LEFT JOIN project AS p ON p.project_id = a.project_id;
`;

const markDay = (key: string): string =>
  `INSERT INTO aggregate_stale_day (day) VALUES ((${key} >> 21) / 86400000) ON CONFLICT DO NOTHING;`;

/** What SQL does to the log without the ingest, as for the segments of V7. */
const triggers = `
CREATE TRIGGER trg_aggregate_after_delete AFTER DELETE ON skill_event
BEGIN
  ${markDay('OLD.event_key')}
END;
CREATE TRIGGER trg_aggregate_after_view_write AFTER INSERT ON rollup_stale
BEGIN
  ${markDay('NEW.event_key')}
END;
CREATE TRIGGER trg_aggregate_after_settling AFTER DELETE ON rollup_stale
BEGIN
  ${markDay('OLD.event_key')}
END;
`;

export const v8ProjectTables: string = `${tables}${views}${triggers}`;
