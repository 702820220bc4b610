import { byTime, outcomeOf } from './sql-expressions.ts';
import { dailyViews, sessionSummaryView } from './v1-objects.ts';
import { v3Objects } from './v3-add-workflow-correlation.ts';
import { trendView, v4LastingViews } from './v4-objects.ts';
import { columnOfEvent, rowColumns, timeOfKey } from './v5-row.ts';

// A call that came as a row of V1 to V4 shows what that row held; only what it left open is filled from the event. Skill
// and session come from the dictionaries, so that a condition on them finds an index.
const shownColumns = rowColumns.map((column) => {
  if (column === 'skill_name' || column === 'session_id') return `${columnOfEvent[column]} AS ${column}`;
  return `coalesce(l.${column}, ${columnOfEvent[column]}) AS ${column}`;
});

const logView = `
CREATE VIEW skill_invocation AS
SELECT coalesce(l.id, e.event_key) AS id, ${shownColumns.join(', ')}
FROM skill_event AS e
JOIN skill AS s ON s.skill_id = e.skill_id
JOIN session AS n ON n.session_id = e.session_id
LEFT JOIN skill_event_legacy AS l ON l.event_key = e.event_key;
`;

const sessionSkillsView = `
CREATE VIEW session_skills AS
SELECT n.external_id AS session_id, s.name AS skill_name, count(*) AS invocation_count
FROM skill_event AS e
JOIN skill AS s ON s.skill_id = e.skill_id
JOIN session AS n ON n.session_id = e.session_id
GROUP BY e.session_id, s.name;
`;

/** Calls of people: rows that V4 held, and calls of the log whose user is known. */
const interactionsView = `
CREATE VIEW skill_user_interactions AS
SELECT id, user_id, session_id, skill_name, invoked_at, completed, rating, alternatives_considered
FROM skill_user_interactions_legacy
UNION ALL
SELECT e.event_key, u.pseudonym, n.external_id, s.name, ${timeOfKey('e.event_key')}, e.completed, e.rating,
  ${columnOfEvent.alternatives_considered}
FROM skill_event AS e
JOIN app_user AS u ON u.user_id = e.user_id
JOIN skill AS s ON s.skill_id = e.skill_id
JOIN session AS n ON n.session_id = e.session_id;
`;

// The key is the time, so a window of the log is a range of keys.
function keyAt(offset: string): string {
  return `(CAST((julianday('now', '${offset}') - 2440587.5) * 86400000 AS INTEGER) << 21)`;
}

/** Windows end now, so they slide. `avg_completion_rate_24h` is a fraction. */
const cacheView = `
CREATE VIEW skill_metrics_cache AS
SELECT
  known.name AS skill_name,
  ${timeOfKey('known.last_key')} AS last_invocation_at,
  coalesce(recent.calls_1h, 0) AS invocation_count_1h,
  coalesce(recent.calls_24h, 0) AS invocation_count_24h,
  recent.completion_rate_24h AS avg_completion_rate_24h,
  EXISTS (SELECT 1 FROM skill_anomalies AS a WHERE a.skill_name = known.name AND a.resolved_at IS NULL) AS is_anomalous,
  (SELECT a.deviation_score FROM skill_anomalies AS a WHERE a.skill_name = known.name AND a.resolved_at IS NULL
    ORDER BY ${byTime('a.detected_at', 'DESC')} LIMIT 1) AS anomaly_score,
  datetime('now') AS updated_at
FROM (
  SELECT name, max((SELECT max(e.event_key) FROM skill_event AS e WHERE e.skill_id = s.skill_id)) AS last_key
  FROM skill AS s GROUP BY name
) AS known
LEFT JOIN (
  SELECT s.name, coalesce(sum(e.event_key >= ${keyAt('-1 hours')}), 0) AS calls_1h, count(*) AS calls_24h,
    avg(${outcomeOf('e.completed')}) AS completion_rate_24h
  FROM skill_event AS e JOIN skill AS s ON s.skill_id = e.skill_id
  WHERE e.event_key BETWEEN ${keyAt('-24 hours')} AND ${keyAt('+0 hours')}
  GROUP BY s.name
) AS recent ON recent.name = known.name
WHERE known.last_key IS NOT NULL;
`;

const dashboardView = `
CREATE VIEW v_realtime_skill_dashboard AS
SELECT c.skill_name, c.last_invocation_at, c.invocation_count_1h, c.invocation_count_24h, c.avg_completion_rate_24h,
  c.is_anomalous, c.anomaly_score, m.total_invocations, m.completion_rate, m.avg_duration_seconds
FROM skill_metrics_cache AS c
JOIN skill_metrics AS m ON m.skill_name = c.skill_name
ORDER BY c.invocation_count_24h DESC, c.skill_name;
`;

const dailyRatesOfLog = `
  SELECT s.name AS skill_name, date((e.event_key >> 21) / 1000, 'unixepoch') AS date,
    avg(${outcomeOf('e.completed')}) AS completion_rate
  FROM skill_event AS e JOIN skill AS s ON s.skill_id = e.skill_id
  WHERE e.event_key BETWEEN ${keyAt('-7 days')} AND ${keyAt('+0 days')}
  GROUP BY s.name, date((e.event_key >> 21) / 1000, 'unixepoch')`;

/** From `skill_metrics`, which V5 keeps true. `completion_rate` is a percentage. */
const effectivenessViews = `
CREATE VIEW v_skill_effectiveness AS
SELECT skill_name, total_invocations, completed_invocations, abandoned_invocations, completion_rate,
  avg_duration_seconds, first_invoked, last_invoked,
  CAST(julianday('now') - julianday(last_invoked) AS INTEGER) AS days_since_last_use
FROM skill_metrics
WHERE total_invocations > 0
ORDER BY total_invocations DESC, skill_name;

CREATE VIEW v_top_skills AS
SELECT skill_name, total_invocations, completion_rate, avg_duration_seconds,
  (SELECT path.key FROM json_each(workflow_paths) AS path ORDER BY path.value DESC, path.key LIMIT 1)
    AS preferred_workflow
FROM skill_metrics
WHERE total_invocations > 0
ORDER BY total_invocations DESC, skill_name;
`;

export const v5Views: string = `${logView}${sessionSkillsView}${interactionsView}${cacheView}${dashboardView}
${trendView(dailyRatesOfLog)}${effectivenessViews}${dailyViews}${sessionSummaryView}${v3Objects}${v4LastingViews}`;

const viewNames = [...v5Views.matchAll(/CREATE VIEW (\w+)/g)].map(([, name]) => name);

export const dropV5Views: string = viewNames
  .toReversed()
  .map((name) => `DROP VIEW ${name};\n`)
  .join('');
