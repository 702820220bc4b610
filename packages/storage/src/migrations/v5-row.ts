/** Columns of `skill_invocation` from V1 to V4 but for `id`, in the order of the table. */
export const rowColumns = [
  'skill_name',
  'invoked_at',
  'session_id',
  'workflow_path',
  'completed',
  'duration_seconds',
  'user_query',
  'alternatives_considered',
  'selection_rank',
  'follow_up_actions',
  'error_type',
  'created_at',
  'embedding',
  'workflow_phase',
  'workflow_step_id',
] as const;

export type RowColumn = (typeof rowColumns)[number];

function labelText(label: string): string {
  return `(SELECT text FROM label WHERE label_id = ${label})`;
}

/** UTC epoch milliseconds of an event as ISO 8601 with `Z`, 24 characters. */
export function timeOfKey(eventKey: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%fZ', (${eventKey} >> 21) / 1000.0, 'unixepoch')`;
}

/** What an event `e` of skill `s` and session `n` is in each column of V1 to V4; NULL where the log has no such thing. */
export const columnOfEvent: Readonly<Record<RowColumn, string>> = {
  skill_name: 's.name',
  invoked_at: timeOfKey('e.event_key'),
  session_id: 'n.external_id',
  workflow_path: labelText('e.workflow_path_label'),
  completed: 'e.completed',
  duration_seconds: 'e.duration_seconds',
  user_query: 'NULL',
  alternatives_considered: `e.details ->> '$.alternatives'`,
  selection_rank: 'e.selection_rank',
  follow_up_actions: `e.details ->> '$.followUpActions'`,
  error_type: labelText('e.error_type_label'),
  created_at: `strftime('%Y-%m-%d %H:%M:%S', (e.event_key >> 21) / 1000, 'unixepoch')`,
  embedding: 'NULL',
  workflow_phase: labelText('e.phase_label'),
  workflow_step_id: `e.details ->> '$.workflowStepId'`,
};

// A row whose id is its key only adds to an event of V5 (a query, an embedding); any other is a row of V4 to the letter.
const writtenColumns = rowColumns.map((column) =>
  column === 'completed'
    ? `coalesce(l.completed, e.completed, 0) AS completed`
    : `CASE WHEN l.id <> l.event_key THEN l.${column} ELSE coalesce(l.${column}, ${columnOfEvent[column]}) END AS ${column}`,
);

/** The rows (`id`, `event_key` and every column) that a rollback writes for the events that `v5_row_id` names. */
export const rowsAsWritten: string = `
SELECT r.id, r.event_key, ${writtenColumns.join(', ')}
FROM v5_row_id AS r
JOIN skill_event AS e ON e.event_key = r.event_key
JOIN skill AS s ON s.skill_id = e.skill_id
JOIN session AS n ON n.session_id = e.session_id
LEFT JOIN skill_event_legacy AS l ON l.event_key = e.event_key`;

function cleanLabel(column: string): string {
  return `substr(replace(${column}, char(0), ''), 1, 1024)`;
}

function labelOf(column: string): string {
  return `(SELECT label_id FROM label WHERE text = ${cleanLabel(column)})`;
}

function textArray(column: string): string {
  return `CASE WHEN json_valid(${column}) AND json_type(${column}) = 'array' THEN (
      SELECT json_group_array(substr(value, 1, 1024)) FROM (SELECT value FROM json_each(${column}) WHERE type = 'text' LIMIT 1000)
    ) END`;
}

/** Text columns of a row `l` of `skill_event_legacy` that become labels of the event. */
export const labelledColumns = ['error_type', 'workflow_path', 'workflow_phase'] as const;

export function labelOfColumn(column: (typeof labelledColumns)[number]): string {
  return cleanLabel(`l.${column}`);
}

/**
 * What a row `l` of `skill_event_legacy` is as an event: the reverse of `columnOfEvent`. What is no outcome, no duration
 * of 0 seconds to a year, or no rank, is unknown; the row itself stays as it is.
 */
export const eventOfRow: Readonly<Record<string, string>> = {
  completed: 'CASE WHEN l.completed = 1 THEN 1 WHEN l.completed = 0 THEN 0 END',
  duration_seconds: `CASE WHEN typeof(l.duration_seconds) IN ('integer', 'real')
    AND l.duration_seconds BETWEEN 0 AND 31536000 THEN l.duration_seconds END`,
  error_type_label: labelOf('l.error_type'),
  phase_label: labelOf('l.workflow_phase'),
  workflow_path_label: labelOf('l.workflow_path'),
  selection_rank: `CASE WHEN typeof(l.selection_rank) = 'integer'
    AND l.selection_rank BETWEEN 0 AND 1000000 THEN l.selection_rank END`,
  details: `nullif(json_patch('{}', json_object(
    'workflowStepId', nullif(${cleanLabel('l.workflow_step_id')}, ''),
    'alternatives', ${textArray('l.alternatives_considered')},
    'followUpActions', ${textArray('l.follow_up_actions')})), '{}')`,
};

export const sourceOfRows = 'session-buddy';
