import type { SqlTransaction } from '../engine/sql-engine.ts';
import { rebuildRollups, rebuildSkillMetrics } from '../rollup/rebuild-rollups.ts';
import type { Migration } from './migration.ts';
import { dropV1Objects } from './v1-objects.ts';
import { dropV3Objects } from './v3-add-workflow-correlation.ts';
import { dropV4Objects } from './v4-objects.ts';
import { dropNeedlessAside, makeOrTakeBackTables } from './v5-aside.ts';
import { v5Down } from './v5-down.ts';
import { stageNewRows } from './v5-move-rows.ts';
import { eventOfRow, labelledColumns, labelOfColumn, rowColumns, sourceOfRows } from './v5-row.ts';
import { v5Search, v5Triggers } from './v5-triggers.ts';
import { v5Views } from './v5-views.ts';

const columns = rowColumns.join(', ');
const eventColumns = Object.keys(eventOfRow).join(', ');
const movedRows = 'v5_move AS m JOIN skill_invocation AS l ON l.id = m.id';

const moveRows = `
INSERT INTO skill (name, kind)
  SELECT DISTINCT CAST(l.skill_name AS TEXT), 'skill' FROM ${movedRows} WHERE true ON CONFLICT (name, kind) DO NOTHING;
INSERT INTO session (external_id, first_at_ms, last_at_ms)
  SELECT CAST(l.session_id AS TEXT), min(m.invoked_at_ms), max(m.invoked_at_ms) FROM ${movedRows} WHERE true GROUP BY 1
  ON CONFLICT (external_id) DO UPDATE SET
    first_at_ms = min(coalesce(first_at_ms, excluded.first_at_ms), excluded.first_at_ms),
    last_at_ms = max(coalesce(last_at_ms, excluded.last_at_ms), excluded.last_at_ms);
INSERT INTO label (text) SELECT '${sourceOfRows}' FROM v5_move WHERE true LIMIT 1 ON CONFLICT (text) DO NOTHING;
${labelledColumns
  .map(
    (column) => `INSERT INTO label (text)
  SELECT DISTINCT ${labelOfColumn(column)} FROM ${movedRows} WHERE l.${column} IS NOT NULL ON CONFLICT (text) DO NOTHING;`,
  )
  .join('\n')}
INSERT INTO skill_event_legacy (event_key, id, ${columns}) SELECT m.event_key, m.id, ${columns} FROM ${movedRows};
INSERT INTO skill_event (event_key, skill_id, session_id, source_label, ${eventColumns})
  SELECT m.event_key,
    (SELECT skill_id FROM skill WHERE name = CAST(l.skill_name AS TEXT) AND kind = 'skill'),
    (SELECT session_id FROM session WHERE external_id = CAST(l.session_id AS TEXT)),
    (SELECT label_id FROM label WHERE text = '${sourceOfRows}'),
    ${Object.values(eventOfRow).join(',\n    ')}
  FROM ${movedRows} WHERE m.is_known = 0 ORDER BY m.event_key;
INSERT INTO event_identity (identity, event_key) SELECT identity, event_key FROM v5_move WHERE is_known = 0 ORDER BY identity;
DELETE FROM skill_event_legacy_sequence;
INSERT INTO skill_event_legacy_sequence (last_id) SELECT seq FROM sqlite_sequence WHERE name = 'skill_invocation';
INSERT INTO skill_user_interactions_legacy SELECT * FROM skill_user_interactions
  WHERE id NOT IN (SELECT id FROM v5_interaction_id);
`;

const dropV4Tables = `
DROP TABLE skill_invocation_fts;
DROP TABLE skill_invocation;
DROP TABLE session_skills;
DROP TABLE skill_metrics_cache;
DROP TABLE skill_user_interactions;
`;

/**
 * The log becomes compact and is counted in rollups; the tables that copied it become views. Rows of V1 to V4 are kept
 * as they were beside their events, and a rollback returns them.
 */
export const v5CompactLog: Migration = {
  version: 'V5__compact_log',
  number: 5,
  description: 'Compact event log with identities, projects, users, rollups and offsets',
  up: [
    `${dropV4Objects}${dropV3Objects}${dropV1Objects}`,
    { name: 'make the tables of V5, or take back those set aside; revision 1', run: makeOrTakeBackTables },
    { name: 'give every new row an identity and a key; revision 1', run: stageNewRows },
    `${moveRows}${dropV4Tables}${v5Views}${v5Search}${v5Triggers}`,
    { name: 'count the log; revision 1', run: countLog },
    `
DROP TABLE v5_move;
DROP TABLE v5_gone;
DROP TABLE v5_row_id;
DROP TABLE v5_interaction_id;
`,
  ],
  down: [v5Down, { name: 'leave aside only what V4 cannot hold; revision 1', run: dropNeedlessAside }],
  mend: [],
  discards: [],
  marksFile: true,
};

async function countLog(transaction: SqlTransaction): Promise<void> {
  const [row] = await transaction.all('SELECT EXISTS (SELECT 1 FROM v5_move) OR EXISTS (SELECT 1 FROM v5_gone)');
  if (row?.[0] === 1) await rebuildRollups(transaction);
  await rebuildSkillMetrics(transaction);
}
