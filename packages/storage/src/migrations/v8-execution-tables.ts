import { executionKindsSql, executionTokens, usesBrowser } from '../executions/execution-columns.ts';
import { timeOfKey } from './v5-row.ts';
import { v8ExecutionTrigger } from './v8-execution-trigger.ts';

/**
 * Three tiers of executions.
 *
 * - `tier1_raw_metrics` is a view of the log over the last hours that `tier_retention` gives tier 1. What is inserted
 *   into it goes into the log, and is counted at the next opening.
 * - `tier2_hourly_summaries` has one row per closed UTC hour with executions; its id is the epoch hour.
 * - `tier2_tool_hours` is the same by tool. Rows of `sealed` 1 count what has been pruned from the log since; a tool in
 *   an hour is the sum of both. Money is in billionths of a dollar and time in microseconds, so that sums are exact.
 * - `tier2_tool_days` sums the summarised hours of a UTC day; it holds while no hour of the day is open.
 * - `tier2_hour_loads` sums the calls that began in a closed hour and their known durations, but for those of subagents and
 *   workflows, which last as long as the calls that they make. An hour without calls has no row.
 * - `tier2_hour_efforts` counts the executions of a closed hour by what they asked of people: LOW, MEDIUM, HIGH, or '' where
 *   neither a level nor a duration is known.
 * - `execution_hour_open` names the hours whose summary does not hold (yet), because the log changed there.
 * - `execution_risk_state` is what the executions of the 24 hours before `until_hour` tell of risks, as JSON of ids and
 *   counts. `tool_fallback` counts what came next after the latest failures of a tool in the window of tier 3 before
 *   `until_hour`; the row of `next_id` 0 has the failures. Both hold while no hour of their window is open.
 * - `tier3_tool_profiles` has one row per tool over the rolling window of tier 3; its id is that of the skill.
 */
export const v8ExecutionTables: string = `
CREATE TABLE tier_retention (
  tier INTEGER PRIMARY KEY CHECK (tier BETWEEN 1 AND 3),
  hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 876000)
) STRICT;
INSERT INTO tier_retention (tier, hours) VALUES (1, 24), (2, 720), (3, 720);

CREATE TABLE tier2_hourly_summaries (
  id INTEGER PRIMARY KEY,
  hour_timestamp TEXT NOT NULL UNIQUE,
  total_tasks INTEGER NOT NULL,
  successful_tasks INTEGER NOT NULL,
  failed_tasks INTEGER NOT NULL,
  total_cost REAL,
  total_tokens INTEGER,
  avg_task_duration REAL,
  tool_counts TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE tier2_tool_hours (
  hour INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  sealed INTEGER NOT NULL,
  executions INTEGER NOT NULL,
  successful INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  duration_count INTEGER NOT NULL,
  duration_us_sum INTEGER NOT NULL,
  cost_count INTEGER NOT NULL,
  cost_nano_usd_sum INTEGER NOT NULL,
  token_count INTEGER NOT NULL,
  token_sum INTEGER NOT NULL,
  PRIMARY KEY (hour, skill_id, sealed)
) STRICT, WITHOUT ROWID;

CREATE TABLE tier2_tool_days (
  day INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  executions INTEGER NOT NULL,
  successful INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  duration_count INTEGER NOT NULL,
  duration_us_sum INTEGER NOT NULL,
  cost_count INTEGER NOT NULL,
  cost_nano_usd_sum INTEGER NOT NULL,
  token_count INTEGER NOT NULL,
  token_sum INTEGER NOT NULL,
  PRIMARY KEY (day, skill_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tier2_hour_loads (
  hour INTEGER PRIMARY KEY,
  calls INTEGER NOT NULL,
  busy_us INTEGER NOT NULL
) STRICT;

CREATE TABLE tier2_hour_efforts (
  hour INTEGER NOT NULL,
  level TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  timed_tasks INTEGER NOT NULL,
  duration_us INTEGER NOT NULL,
  PRIMARY KEY (hour, level)
) STRICT, WITHOUT ROWID;

CREATE TABLE execution_hour_open (
  hour INTEGER PRIMARY KEY
) STRICT;
INSERT INTO execution_hour_open (hour) SELECT DISTINCT hour FROM skill_rollup_hour;

CREATE TABLE execution_risk_state (
  state_id INTEGER PRIMARY KEY CHECK (state_id = 1),
  until_hour INTEGER NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;

CREATE TABLE tool_fallback (
  skill_id INTEGER NOT NULL,
  next_id INTEGER NOT NULL,
  until_hour INTEGER NOT NULL,
  tried INTEGER NOT NULL,
  resolved INTEGER NOT NULL,
  PRIMARY KEY (skill_id, next_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tier3_tool_profiles (
  id INTEGER PRIMARY KEY,
  tool_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  total_executions INTEGER NOT NULL,
  successful_executions INTEGER NOT NULL,
  failed_executions INTEGER NOT NULL,
  avg_duration_seconds REAL,
  avg_cost REAL,
  avg_tokens REAL,
  success_rate REAL,
  success_rate_lower REAL NOT NULL,
  success_rate_upper REAL NOT NULL,
  confidence_level TEXT NOT NULL,
  seed_confidence_level TEXT NOT NULL,
  risk_patterns TEXT NOT NULL,
  last_updated TEXT NOT NULL,
  UNIQUE (tool_name, kind)
) STRICT;

CREATE TABLE tool_confidence_change (
  change_id INTEGER PRIMARY KEY,
  skill_id INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  from_level TEXT,
  to_level TEXT NOT NULL,
  seed_level TEXT NOT NULL,
  executions INTEGER NOT NULL,
  successful INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  success_rate_lower REAL NOT NULL,
  success_rate_upper REAL NOT NULL
) STRICT;
CREATE INDEX tool_confidence_change_skill ON tool_confidence_change (skill_id, changed_at_ms);

CREATE VIEW tier1_raw_metrics AS
SELECT e.event_key AS id,
  e.details ->> '$.taskId' AS task_id,
  (SELECT text FROM label WHERE label_id = e.agent_label) AS agent_id,
  s.name AS tool_name,
  e.duration_seconds,
  e.completed AS success,
  e.cost_usd AS cost_actual,
  e.details ->> '$.humanEffortLevel' AS human_effort_level,
  ${executionTokens} AS tokens_used,
  coalesce(e.details ->> '$.browserUsed', ${usesBrowser}) AS browser_used,
  ${timeOfKey('e.event_key')} AS timestamp,
  ${timeOfKey('e.event_key')} AS created_at
FROM skill_event AS e
JOIN skill AS s ON s.skill_id = e.skill_id AND s.kind IN (${executionKindsSql})
WHERE e.event_key >= ((CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)
  - (SELECT hours FROM tier_retention WHERE tier = 1) * 3600000) << 21);
${v8ExecutionTrigger}`;
