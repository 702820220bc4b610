import { byTime, isEarlier, numberIn, outcomeOf } from './sql-expressions.ts';

// Times stand in several formats, so a window is cut by time; the text bound, wide enough for any offset, lets the index
// on `invoked_at` find the candidates.
function inLast(column: string, window: { readonly hours: number; readonly candidateDays: number }): string {
  return `${column} >= date('now', '-${window.candidateDays} days')
    AND julianday(${column}) >= julianday('now', '-${window.hours} hours') AND julianday(${column}) <= julianday('now')`;
}

const lastHour = inLast('invoked_at', { hours: 1, candidateDays: 3 });
const lastDay = inLast('invoked_at', { hours: 24, candidateDays: 3 });
const lastWeek = inLast('invoked_at', { hours: 168, candidateDays: 9 });

const insertCacheRows = `INSERT INTO skill_metrics_cache (
    skill_name, last_invocation_at, invocation_count_1h, invocation_count_24h, avg_completion_rate_24h, updated_at)`;

/** A row for every skill of the log that has none. */
export const fillCache: string = `
${insertCacheRows}
SELECT skill_name,
  (SELECT edge.invoked_at FROM skill_invocation AS edge WHERE edge.skill_name = i.skill_name
    ORDER BY ${byTime('edge.invoked_at', 'DESC')} LIMIT 1),
  count(*) FILTER (WHERE ${lastHour}), count(*) FILTER (WHERE ${lastDay}),
  avg(${outcomeOf('completed')}) FILTER (WHERE ${lastDay}), datetime('now')
FROM skill_invocation AS i
WHERE NOT EXISTS (SELECT 1 FROM skill_metrics_cache AS c WHERE c.skill_name = i.skill_name)
GROUP BY skill_name;
`;

/** As of the last call of the skill. What holds now is in `v_realtime_skill_dashboard`, which slides. */
const cacheTrigger = `
CREATE TRIGGER trg_metrics_cache_after_insert AFTER INSERT ON skill_invocation
BEGIN
  ${insertCacheRows}
  SELECT NEW.skill_name, NEW.invoked_at, coalesce(sum(${lastHour}), 0), count(*), avg(${outcomeOf('completed')}),
    datetime('now')
  FROM skill_invocation WHERE skill_name = NEW.skill_name AND ${lastDay}
  ON CONFLICT (skill_name) DO UPDATE SET
    last_invocation_at = CASE
      WHEN julianday(last_invocation_at) IS NULL OR ${isEarlier('last_invocation_at', 'excluded.last_invocation_at')}
      THEN excluded.last_invocation_at ELSE last_invocation_at END,
    invocation_count_1h = excluded.invocation_count_1h,
    invocation_count_24h = excluded.invocation_count_24h,
    avg_completion_rate_24h = excluded.avg_completion_rate_24h,
    updated_at = excluded.updated_at;
END;
`;

/** `completion_rate` is a percentage like the column it comes from; `avg_completion_rate_24h` is a fraction. */
const dashboardView = `
CREATE VIEW v_realtime_skill_dashboard AS
SELECT
  known.skill_name,
  known.last_invoked AS last_invocation_at,
  coalesce(recent.calls_1h, 0) AS invocation_count_1h,
  coalesce(recent.calls_24h, 0) AS invocation_count_24h,
  recent.completion_rate_24h AS avg_completion_rate_24h,
  EXISTS (SELECT 1 FROM skill_anomalies AS a WHERE a.skill_name = known.skill_name AND a.resolved_at IS NULL)
    AS is_anomalous,
  (SELECT a.deviation_score FROM skill_anomalies AS a WHERE a.skill_name = known.skill_name AND a.resolved_at IS NULL
    ORDER BY ${byTime('a.detected_at', 'DESC')} LIMIT 1) AS anomaly_score,
  known.total_invocations,
  known.completion_rate,
  known.avg_duration_seconds
FROM v_skill_effectiveness AS known
LEFT JOIN (
  SELECT skill_name, coalesce(sum(${lastHour}), 0) AS calls_1h, count(*) AS calls_24h,
    avg(${outcomeOf('completed')}) AS completion_rate_24h
  FROM skill_invocation WHERE ${lastDay} GROUP BY skill_name
) AS recent ON recent.skill_name = known.skill_name
ORDER BY coalesce(recent.calls_24h, 0) DESC, known.skill_name;
`;

/**
 * Slope of the least-squares line through the daily completion rates of the last seven days, as fraction per day:
 * negative while a skill gets worse, defined from two days on.
 *
 * @param daily - rows (skill_name, date, completion_rate) of the days that have an outcome
 */
export function trendView(daily: string): string {
  return `
CREATE VIEW v_skill_effectiveness_trend AS
WITH daily AS (${daily}),
centred AS (
  SELECT skill_name, completion_rate,
    julianday(date) - avg(julianday(date)) OVER (PARTITION BY skill_name) AS day
  FROM daily WHERE completion_rate IS NOT NULL
)
SELECT
  skill_name,
  avg(completion_rate) AS avg_completion_rate_7d,
  max(completion_rate) AS max_completion_rate_7d,
  min(completion_rate) AS min_completion_rate_7d,
  sum(day * completion_rate) / nullif(sum(day * day), 0) AS trend_slope
FROM centred
GROUP BY skill_name;
`;
}

const dailyRatesOfLog = `
  SELECT skill_name, date(invoked_at) AS date, avg(${outcomeOf('completed')}) AS completion_rate
  FROM skill_invocation WHERE ${lastWeek} GROUP BY skill_name, date(invoked_at)`;

/** `user_*` is this database against the community's baseline; rates are fractions. */
const comparisonView = `
CREATE VIEW v_community_baseline_comparison AS
SELECT
  baseline.skill_name,
  count(*) AS user_invocations,
  avg(${outcomeOf('calls.completed')}) AS user_completion_rate,
  baseline.global_completion_rate AS baseline_completion_rate,
  baseline.effectiveness_percentile,
  avg(${outcomeOf('calls.completed')}) - baseline.global_completion_rate AS delta_from_baseline
FROM skill_community_baselines AS baseline
JOIN skill_invocation AS calls ON calls.skill_name = baseline.skill_name
GROUP BY baseline.skill_name;
`;

const networkView = `
CREATE VIEW v_skill_dependency_network AS
SELECT
  skill_a, skill_b, co_occurrence_count, lift_score,
  CASE
    WHEN lift_score > 2.0 THEN 'strong_positive'
    WHEN lift_score > 1.5 THEN 'moderate_positive'
    WHEN lift_score > 1.0 THEN 'weak_positive'
    WHEN lift_score = 1.0 THEN 'independent'
    WHEN lift_score > 0.5 THEN 'weak_negative'
    ELSE 'moderate_negative'
  END AS relationship_type
FROM skill_dependencies
WHERE lift_score IS NOT NULL
ORDER BY co_occurrence_count DESC, skill_a, skill_b;
`;

function usersIn(group: string): string {
  return `(SELECT count(*) FROM ab_test_assignments AS a WHERE a.test_id = test.test_id AND a.group_name = '${group}')`;
}

function completionRateOf(group: string): string {
  return `(SELECT avg(${outcomeOf('o.completed')}) FROM ab_test_outcomes AS o
    JOIN ab_test_assignments AS a ON a.test_id = o.test_id AND a.user_id = o.user_id
    WHERE o.test_id = test.test_id AND a.group_name = '${group}')`;
}

/** Users are counted from assignments and rates from outcomes: joined, a user would count once per outcome. */
const experimentView = `
CREATE VIEW v_ab_test_summary AS
SELECT
  test.test_id, test.test_name, test.control_strategy, test.treatment_strategy, test.status,
  (SELECT count(*) FROM ab_test_assignments AS a WHERE a.test_id = test.test_id) AS total_users,
  ${usersIn('control')} AS control_users,
  ${usersIn('treatment')} AS treatment_users,
  ${completionRateOf('control')} AS control_completion_rate,
  ${completionRateOf('treatment')} AS treatment_completion_rate
FROM ab_test_configs AS test;
`;

/** Begins with the skills and not with the log, so that a skill nobody has invoked is in the catalog. */
const catalogView = `
CREATE VIEW v_multimodal_skill_catalog AS
SELECT
  known.skill_name, modality.modality_type, modality.input_format, modality.output_format,
  modality.requires_human_review,
  coalesce(used.total_sessions, 0) AS total_sessions,
  used.completion_rate,
  used.avg_duration_seconds,
  category.category_name, category.domain
FROM (SELECT skill_name FROM skill_metrics UNION SELECT skill_name FROM skill_invocation) AS known
LEFT JOIN (
  SELECT skill_name, count(DISTINCT session_id) AS total_sessions, avg(${outcomeOf('completed')}) AS completion_rate,
    avg(${numberIn('duration_seconds')}) AS avg_duration_seconds
  FROM skill_invocation GROUP BY skill_name
) AS used ON used.skill_name = known.skill_name
LEFT JOIN skill_modalities AS modality ON modality.skill_name = known.skill_name
LEFT JOIN skill_category_mapping AS mapping ON mapping.skill_name = known.skill_name
LEFT JOIN skill_categories AS category ON category.category_id = mapping.category_id
ORDER BY known.skill_name, category.category_name;
`;

/** Views of V4 that read the same in V5, over the tables and over the views that took their place. */
export const v4LastingViews: string = `${comparisonView}${networkView}${experimentView}${catalogView}`;

export const v4Objects: string = `${cacheTrigger}${dashboardView}${trendView(dailyRatesOfLog)}${v4LastingViews}`;

export const dropV4Objects = `
DROP VIEW IF EXISTS v_multimodal_skill_catalog;
DROP VIEW IF EXISTS v_ab_test_summary;
DROP VIEW IF EXISTS v_skill_dependency_network;
DROP VIEW IF EXISTS v_community_baseline_comparison;
DROP VIEW IF EXISTS v_skill_effectiveness_trend;
DROP VIEW IF EXISTS v_realtime_skill_dashboard;
DROP TRIGGER IF EXISTS trg_metrics_cache_after_insert;
`;
