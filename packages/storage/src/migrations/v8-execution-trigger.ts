// 2000 to 2100, as every event.
const msOfText = `CAST(round((julianday(NEW.timestamp) - 2440587.5) * 86400000) AS INTEGER)`;
const timeOfNew = `(CASE WHEN NEW.timestamp IS NULL
    THEN CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) ELSE ${msOfText} END)`;
const firstKey = `(${timeOfNew} << 21)`;
const lastKey = `(${firstKey} | 0x1fffff)`;

/** What a log without sessions is told in their place, so that executions of one task stand together. */
const sessionOfNew = `substr(coalesce(nullif(CAST(NEW.task_id AS TEXT), ''), nullif(CAST(NEW.agent_id AS TEXT), ''), 'executions'), 1, 1024)`;
const agentOfNew = `nullif(substr(replace(CAST(NEW.agent_id AS TEXT), char(0), ''), 1, 1024), '')`;
const toolOfNew = `substr(replace(CAST(NEW.tool_name AS TEXT), char(0), ''), 1, 1024)`;
const kindOfNew = `CASE WHEN ${toolOfNew} GLOB 'mcp__?*__?*' THEN 'mcp_tool' ELSE 'tool' END`;

const checks: readonly (readonly [wrong: string, message: string])[] = [
  [`NEW.tool_name IS NULL OR ${toolOfNew} = ''`, 'NOT NULL constraint failed: tier1_raw_metrics.tool_name'],
  ['NEW.success NOT IN (0, 1)', 'success of tier1_raw_metrics is 1, 0 or NULL'],
  [
    `NEW.duration_seconds IS NOT NULL AND NOT (typeof(NEW.duration_seconds) IN ('integer', 'real')
      AND NEW.duration_seconds BETWEEN 0 AND 31536000)`,
    'duration_seconds of tier1_raw_metrics is a number of seconds from 0 to a year',
  ],
  [
    `NEW.cost_actual IS NOT NULL AND NOT (typeof(NEW.cost_actual) IN ('integer', 'real') AND NEW.cost_actual BETWEEN 0 AND 1e9)`,
    'cost_actual of tier1_raw_metrics is an amount in USD from 0 to 1e9',
  ],
  [
    `NEW.tokens_used IS NOT NULL AND NOT (typeof(NEW.tokens_used) = 'integer' AND NEW.tokens_used BETWEEN 0 AND 1000000000000)`,
    'tokens_used of tier1_raw_metrics is a count from 0 to 1e12',
  ],
  [
    `NEW.human_effort_level IS NOT NULL AND NEW.human_effort_level NOT IN ('LOW', 'MEDIUM', 'HIGH')`,
    'human_effort_level of tier1_raw_metrics is LOW, MEDIUM or HIGH',
  ],
  [
    `NEW.browser_used IS NOT NULL AND NEW.browser_used NOT IN (0, 1)`,
    'browser_used of tier1_raw_metrics is 1, 0 or NULL',
  ],
  [
    `NEW.timestamp IS NOT NULL AND (${msOfText} IS NULL OR ${msOfText} NOT BETWEEN 946684800000 AND 4102444799999)`,
    'timestamp of tier1_raw_metrics is an ISO 8601 time between 2000 and 2100, in UTC unless it has an offset',
  ],
];

/**
 * A row inserted into tier 1 is an execution of the log. Its identity is drawn, because it has none of its own: two equal
 * rows are two executions. Rollups follow at the next opening.
 */
export const v8ExecutionTrigger: string = `
CREATE TRIGGER trg_tier1_raw_metrics_insert INSTEAD OF INSERT ON tier1_raw_metrics
BEGIN
${checks.map(([wrong, message]) => `  SELECT RAISE(ABORT, '${message}') WHERE ${wrong};`).join('\n')}
  INSERT INTO skill (name, kind) SELECT ${toolOfNew}, ${kindOfNew} WHERE true ON CONFLICT (name, kind) DO NOTHING;
  INSERT INTO session (external_id, first_at_ms, last_at_ms)
    SELECT ${sessionOfNew}, ${timeOfNew}, ${timeOfNew} WHERE true
    ON CONFLICT (external_id) DO UPDATE SET
      first_at_ms = min(coalesce(first_at_ms, excluded.first_at_ms), excluded.first_at_ms),
      last_at_ms = max(coalesce(last_at_ms, excluded.last_at_ms), excluded.last_at_ms);
  INSERT INTO label (text) SELECT 'tier1_raw_metrics' WHERE true ON CONFLICT (text) DO NOTHING;
  INSERT INTO label (text) SELECT ${agentOfNew} WHERE ${agentOfNew} IS NOT NULL ON CONFLICT (text) DO NOTHING;
  INSERT INTO skill_event (event_key, skill_id, session_id, source_label, completed, duration_seconds, agent_label,
    cost_usd, details)
  SELECT
    (SELECT CASE
      WHEN max(event_key) IS NULL THEN ${firstKey}
      WHEN max(event_key) < ${lastKey} THEN max(event_key) + 1
      ELSE (SELECT min(e.event_key) + 1 FROM skill_event AS e
        WHERE e.event_key BETWEEN ${firstKey} AND ${lastKey}
          AND NOT EXISTS (SELECT 1 FROM skill_event AS next WHERE next.event_key = e.event_key + 1))
      END FROM skill_event WHERE event_key BETWEEN ${firstKey} AND ${lastKey}),
    (SELECT skill_id FROM skill WHERE name = ${toolOfNew} AND kind = ${kindOfNew}),
    (SELECT session_id FROM session WHERE external_id = ${sessionOfNew}),
    (SELECT label_id FROM label WHERE text = 'tier1_raw_metrics'),
    NEW.success, CAST(NEW.duration_seconds AS REAL),
    (SELECT label_id FROM label WHERE text = ${agentOfNew}),
    CAST(NEW.cost_actual AS REAL),
    nullif(json_patch('{}', json_object(
      'taskId', nullif(CAST(NEW.task_id AS TEXT), ''),
      'humanEffortLevel', NEW.human_effort_level,
      'browserUsed', json(CASE NEW.browser_used WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END),
      'metadata', json(CASE WHEN NEW.tokens_used IS NULL THEN 'null' ELSE json_object('tokensUsed', NEW.tokens_used) END)
    )), '{}');
  INSERT INTO event_identity (identity, event_key) SELECT lower(hex(randomblob(11))), last_insert_rowid();
  INSERT INTO rollup_stale (event_key)
    SELECT last_insert_rowid() WHERE true ON CONFLICT DO NOTHING;
END;
`;
