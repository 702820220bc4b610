import type { SqlReader, SqlRow } from '../src/engine/sql-engine.ts';

// Everything that ingest writes, with names for ids and times for keys: what must not depend on the order of arrival.
const queries = {
  skill_event: `
    SELECT i.identity, e.event_key >> 21, s.name, s.kind, n.external_id, o.text, p.external_id, u.pseudonym, e.completed,
      e.duration_seconds, x.text, t.text, h.text, m.text, a.text, w.text, e.selection_rank, e.rating, e.input_tokens,
      e.output_tokens, e.cache_read_tokens, e.cache_creation_tokens, e.cost_usd, e.details
    FROM skill_event AS e JOIN event_identity AS i ON i.event_key = e.event_key JOIN skill AS s USING (skill_id)
    JOIN session AS n ON n.session_id = e.session_id JOIN label AS o ON o.label_id = e.source_label
    LEFT JOIN project AS p ON p.project_id = e.project_id LEFT JOIN app_user AS u ON u.user_id = e.user_id
    LEFT JOIN label AS x ON x.label_id = e.error_type_label LEFT JOIN label AS t ON t.label_id = e.trigger_label
    LEFT JOIN label AS h ON h.label_id = e.phase_label LEFT JOIN label AS m ON m.label_id = e.model_label
    LEFT JOIN label AS a ON a.label_id = e.agent_label LEFT JOIN label AS w ON w.label_id = e.workflow_path_label
    ORDER BY 1`,
  pending_completion: 'SELECT * FROM pending_completion ORDER BY 1',
  skill_rollup_hour: `
    SELECT s.name, s.kind, r.hour, r.invocations, r.completed, r.failed, r.duration_count, r.duration_us_sum,
      r.duration_seconds_sum_sq, r.completed_duration_count, r.completed_duration_us_sum, hex(r.duration_sketch),
      r.sessions, r.last_invoked_at_ms
    FROM skill_rollup_hour AS r JOIN skill AS s USING (skill_id) ORDER BY 1, 2, 3`,
  skill_rollup_day: `
    SELECT p.external_id, s.name, s.kind, r.day, r.invocations, r.completed, r.failed, r.duration_count,
      r.duration_us_sum, r.duration_seconds_sum_sq, r.completed_duration_count, r.completed_duration_us_sum,
      hex(r.duration_sketch), r.sessions, r.last_invoked_at_ms
    FROM skill_rollup_day AS r JOIN skill AS s USING (skill_id)
    LEFT JOIN project AS p ON p.project_id = r.project_id ORDER BY 1, 2, 3, 4`,
  skill_session_hour: `
    SELECT s.name, s.kind, n.external_id, r.hour, p.external_id
    FROM skill_session_hour AS r JOIN skill AS s USING (skill_id) JOIN session AS n ON n.session_id = r.session_id
    LEFT JOIN project AS p ON p.project_id = r.project_id ORDER BY 1, 2, 3, 4, 5`,
  skill_session_gap_hour: `
    SELECT s.name, s.kind, r.hour, r.previous_hour, r.sessions
    FROM skill_session_gap_hour AS r JOIN skill AS s USING (skill_id) ORDER BY 1, 2, 3, 4`,
  skill_session_gap_day: `
    SELECT p.external_id, s.name, s.kind, r.day, r.previous_day, r.sessions
    FROM skill_session_gap_day AS r JOIN skill AS s USING (skill_id)
    LEFT JOIN project AS p ON p.project_id = r.project_id ORDER BY 1, 2, 3, 4, 5`,
  message_usage: `
    SELECT u.identity, u.at_ms, n.external_id, p.external_id, m.text, k.text, a.text, u.input_tokens, u.output_tokens,
      u.cache_read_tokens, u.cache_creation_tokens, u.cache_creation_1h_tokens, u.cost_usd
    FROM message_usage AS u JOIN session AS n ON n.session_id = u.session_id
    LEFT JOIN project AS p ON p.project_id = u.project_id JOIN label AS m ON m.label_id = u.model_label
    LEFT JOIN label AS k ON k.label_id = u.skill_label LEFT JOIN label AS a ON a.label_id = u.agent_label ORDER BY 1`,
  usage_rollup_day: `
    SELECT p.external_id, r.day, m.text, k.text, r.cost_stated, r.messages, r.input_tokens, r.output_tokens,
      r.cache_read_tokens, r.cache_creation_tokens, r.cache_creation_1h_tokens, r.cost_usd
    FROM usage_rollup_day AS r LEFT JOIN project AS p ON p.project_id = r.project_id
    JOIN label AS m ON m.label_id = r.model_label LEFT JOIN label AS k ON k.label_id = r.skill_label
    ORDER BY 1, 2, 3, 4, 5`,
  skill_offer: `
    SELECT l.text, n.external_id, o.offered_at_ms FROM skill_offer AS o JOIN label AS l ON l.label_id = o.skill_label
    JOIN session AS n ON n.session_id = o.session_id ORDER BY 1, 2`,
  session: `
    SELECT n.external_id, p.external_id, n.first_at_ms, n.last_at_ms
    FROM session AS n LEFT JOIN project AS p ON p.project_id = n.project_id ORDER BY 1`,
  project: 'SELECT external_id, name, path FROM project ORDER BY 1',
  skill_metrics: `
    SELECT skill_name, total_invocations, completed_invocations, abandoned_invocations, total_duration_seconds,
      avg_duration_seconds, completion_rate, first_invoked, last_invoked, workflow_paths, common_errors,
      follow_up_actions
    FROM skill_metrics ORDER BY 1`,
  source_file: 'SELECT path, source, byte_offset, line_number FROM source_file ORDER BY 1',
  quarantine: 'SELECT path, byte_offset, byte_length, line_number, source, reason FROM quarantine ORDER BY 1, 2',
} as const;

export type LogContents = Readonly<Record<string, readonly SqlRow[]>>;

export async function logContents(reader: SqlReader): Promise<LogContents> {
  const tables = await Promise.all(
    Object.entries(queries).map(async ([table, query]) => [table, await reader.all(query)] as const),
  );
  return Object.fromEntries(tables);
}
