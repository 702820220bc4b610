import { v1Objects } from './v1-objects.ts';
import { refreshSkillMetrics } from './v1-refresh-metrics.ts';
import { v1Indexes, v1LogTable, v1SearchTable, v1SessionSkillsTable } from './v1-tables.ts';
import { embeddingColumn } from './v2-add-semantic-search.ts';
import { v3Indexes, v3Objects, workflowColumns } from './v3-add-workflow-correlation.ts';
import { fillCache, v4Objects } from './v4-objects.ts';
import { v4CacheTable, v4InteractionsTable } from './v4-tables.ts';
import { rowIdTables, setAside } from './v5-aside.ts';
import { columnOfEvent, rowColumns, rowsAsWritten, timeOfKey } from './v5-row.ts';
import { dropV5Views } from './v5-views.ts';

const columns = rowColumns.join(', ');

// Calls that came as rows keep their ids; the others follow behind the last one, in the order of time.
const numberRows = `
${rowIdTables}
INSERT INTO v5_row_id (id, event_key) SELECT id, event_key FROM skill_event_legacy WHERE id <> event_key;
INSERT INTO v5_row_id (id, event_key)
  SELECT max(coalesce((SELECT max(id) FROM v5_row_id), 0), coalesce((SELECT last_id FROM skill_event_legacy_sequence), 0))
    + row_number() OVER (ORDER BY event_key), event_key
  FROM skill_event WHERE event_key NOT IN (SELECT event_key FROM v5_row_id);
`;

const dropV5Objects = `
DROP TRIGGER trg_invocation_fts_after_update;
DROP TRIGGER trg_invocation_fts_after_delete;
DROP TRIGGER trg_invocation_fts_after_insert;
DROP TABLE skill_invocation_fts;
${dropV5Views}`;

const writeRows = `
${v1LogTable}${embeddingColumn}${workflowColumns}
INSERT INTO skill_invocation (id, ${columns}) SELECT id, ${columns} FROM (${rowsAsWritten}) ORDER BY id;
DELETE FROM sqlite_sequence WHERE name = 'skill_invocation';
INSERT INTO sqlite_sequence (name, seq) SELECT 'skill_invocation', given.last_id FROM (
  SELECT max(coalesce((SELECT max(id) FROM skill_invocation), 0), coalesce((SELECT last_id FROM skill_event_legacy_sequence), 0))
    AS last_id) AS given WHERE given.last_id > 0;
${v1SearchTable}
INSERT INTO skill_invocation_fts (skill_invocation_fts) VALUES ('rebuild');
${v1SessionSkillsTable}
INSERT INTO session_skills (session_id, skill_name, invocation_count)
  SELECT session_id, skill_name, count(*) FROM skill_invocation GROUP BY session_id, skill_name;
INSERT INTO session_skills (session_id, skill_name, invocation_count)
  SELECT session_id, skill_name, invocation_count FROM session_skills_v4 WHERE true ON CONFLICT DO NOTHING;
${v1Indexes}${v3Indexes}`;

const metricsColumns = [
  'total_invocations',
  'completed_invocations',
  'abandoned_invocations',
  'total_duration_seconds',
  'workflow_paths',
  'common_errors',
  'follow_up_actions',
  'avg_selection_rank',
  'recommendation_success_rate',
  'first_invoked',
  'last_invoked',
  'completion_rate',
  'avg_duration_seconds',
  'updated_at',
].join(', ');

const cacheColumns = `skill_name, last_invocation_at, invocation_count_1h, invocation_count_24h, avg_completion_rate_24h,
  is_anomalous, anomaly_score, updated_at`;

const isUnchanged = `kept.calls = (SELECT count(*) FROM skill_invocation AS i WHERE i.skill_name = kept.skill_name)`;

// A skill that was not called since gets its row back to the last bit; what V4 counted then still holds.
const writeMetrics = `
${refreshSkillMetrics}
UPDATE skill_metrics SET (${metricsColumns}) =
  (SELECT ${metricsColumns} FROM skill_metrics_v4 AS kept WHERE kept.skill_name = skill_metrics.skill_name)
WHERE skill_name IN (SELECT skill_name FROM skill_metrics_v4 AS kept WHERE ${isUnchanged});
${v4CacheTable}
INSERT INTO skill_metrics_cache (${cacheColumns})
  SELECT ${cacheColumns} FROM skill_metrics_cache_v4 AS kept WHERE ${isUnchanged};
${fillCache}`;

const interactionColumns = `user_id, session_id, skill_name, invoked_at, completed, rating, alternatives_considered`;

const writeInteractions = `
${v4InteractionsTable}
INSERT INTO skill_user_interactions (id, ${interactionColumns})
  SELECT id, ${interactionColumns} FROM skill_user_interactions_legacy;
INSERT INTO skill_user_interactions (${interactionColumns})
  SELECT u.pseudonym, n.external_id, s.name, ${timeOfKey('e.event_key')}, coalesce(e.completed, 0), e.rating,
    ${columnOfEvent.alternatives_considered}
  FROM skill_event AS e
  JOIN app_user AS u ON u.user_id = e.user_id
  JOIN skill AS s ON s.skill_id = e.skill_id
  JOIN session AS n ON n.session_id = e.session_id
  ORDER BY e.event_key;
INSERT INTO v5_interaction_id (id) SELECT id FROM skill_user_interactions
  WHERE id NOT IN (SELECT id FROM skill_user_interactions_legacy);
`;

/** Writes V4 from V5 and sets aside what V4 cannot hold. */
export const v5Down: string = `${numberRows}${dropV5Objects}${writeRows}${writeMetrics}${writeInteractions}
DROP TABLE skill_metrics_v4;
DROP TABLE skill_metrics_cache_v4;
DROP TABLE session_skills_v4;
DROP TABLE skill_user_interactions_legacy;
${setAside}${v1Objects}${v3Objects}${v4Objects}
`;
