import { countNewCall } from './v1-objects.ts';
import { eventOfRow, labelledColumns, labelOfColumn, rowColumns, sourceOfRows } from './v5-row.ts';

/** Search in queries: only rows of V1 to V4 have them. */
export const v5Search = `
CREATE VIRTUAL TABLE skill_invocation_fts USING fts5(user_query, content=skill_event_legacy, content_rowid=id);
INSERT INTO skill_invocation_fts (skill_invocation_fts) VALUES ('rebuild');
CREATE TRIGGER trg_invocation_fts_after_insert AFTER INSERT ON skill_event_legacy
BEGIN
  INSERT INTO skill_invocation_fts (rowid, user_query) VALUES (NEW.id, NEW.user_query);
END;
CREATE TRIGGER trg_invocation_fts_after_delete AFTER DELETE ON skill_event_legacy
BEGIN
  INSERT INTO skill_invocation_fts (skill_invocation_fts, rowid, user_query) VALUES ('delete', OLD.id, OLD.user_query);
END;
CREATE TRIGGER trg_invocation_fts_after_update AFTER UPDATE OF id, user_query ON skill_event_legacy
BEGIN
  INSERT INTO skill_invocation_fts (skill_invocation_fts, rowid, user_query) VALUES ('delete', OLD.id, OLD.user_query);
  INSERT INTO skill_invocation_fts (rowid, user_query) VALUES (NEW.id, NEW.user_query);
END;
`;

// 2000 to 2100, as every event; NULL for what is no time.
function milliseconds(text: string): string {
  const ms = `CAST(round((julianday(${text}) - 2440587.5) * 86400000) AS INTEGER)`;
  return `CASE WHEN ${ms} BETWEEN 946684800000 AND 4102444799999 THEN ${ms} END`;
}

const timeOfNew = `coalesce(${milliseconds('NEW.invoked_at')}, ${milliseconds('NEW.created_at')}, ${milliseconds("'now'")})`;
const firstKeyOfNew = `(${timeOfNew} << 21)`;
const lastKeyOfNew = `(${firstKeyOfNew} | 0x1fffff)`;

// Behind the last key of the same millisecond; in the first gap when that is the end of the millisecond.
const keyOfNew = `(SELECT CASE
    WHEN max(event_key) IS NULL THEN ${firstKeyOfNew}
    WHEN max(event_key) < ${lastKeyOfNew} THEN max(event_key) + 1
    ELSE (SELECT min(e.event_key) + 1 FROM skill_event AS e
      WHERE e.event_key BETWEEN ${firstKeyOfNew} AND ${lastKeyOfNew}
        AND NOT EXISTS (SELECT 1 FROM skill_event AS next WHERE next.event_key = e.event_key + 1))
    END
  FROM skill_event WHERE event_key BETWEEN ${firstKeyOfNew} AND ${lastKeyOfNew})`;

const required = ['skill_name', 'invoked_at', 'session_id'] as const;

const refuseMissing = required
  .map(
    (column) =>
      `  SELECT RAISE(ABORT, 'NOT NULL constraint failed: skill_invocation.${column}') WHERE NEW.${column} IS NULL;`,
  )
  .join('\n');

function addLabels(row: string): string {
  return labelledColumns
    .map(
      (
        column,
      ) => `  INSERT INTO label (text) SELECT ${labelOfColumn(column)} FROM (SELECT ${row}.${column} AS ${column}) AS l
    WHERE l.${column} IS NOT NULL ON CONFLICT (text) DO NOTHING;`,
    )
    .join('\n');
}

const addDictionaryEntries = `
  INSERT INTO skill (name, kind) SELECT CAST(NEW.skill_name AS TEXT), 'skill' WHERE true ON CONFLICT (name, kind) DO NOTHING;
  INSERT INTO session (external_id, first_at_ms, last_at_ms)
    SELECT CAST(NEW.session_id AS TEXT), ${timeOfNew}, ${timeOfNew} WHERE true
    ON CONFLICT (external_id) DO UPDATE SET
      first_at_ms = min(coalesce(first_at_ms, excluded.first_at_ms), excluded.first_at_ms),
      last_at_ms = max(coalesce(last_at_ms, excluded.last_at_ms), excluded.last_at_ms);
  INSERT INTO label (text) SELECT '${sourceOfRows}' WHERE true ON CONFLICT (text) DO NOTHING;
${addLabels('NEW')}`;

const eventAssignments = Object.entries(eventOfRow)
  .map(
    ([column, value]) =>
      `${column} = (SELECT ${value} FROM skill_event_legacy AS l WHERE l.event_key = skill_event.event_key)`,
  )
  .join(',\n    ');

const legacyColumns = rowColumns.join(', ');
const newRow = rowColumns
  .map((column) => (column === 'created_at' ? `coalesce(NEW.created_at, datetime('now'))` : `NEW.${column}`))
  .join(', ');

/**
 * The predecessor's own INSERT goes into the log. The row is kept as it was written, and the event is read from it after
 * the columns have given it their types. Rollups and identity follow at the next opening. `last_insert_rowid()` is the
 * key: the tables are filled in that order.
 */
const insertTrigger = `
CREATE TRIGGER trg_skill_invocation_insert INSTEAD OF INSERT ON skill_invocation
BEGIN
${refuseMissing}
${addDictionaryEntries}
  INSERT INTO skill_event_legacy_sequence (last_id)
    SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM skill_event_legacy_sequence);
  UPDATE skill_event_legacy_sequence SET last_id = max(last_id, coalesce(NEW.id, last_id + 1));
  INSERT INTO skill_event (event_key, skill_id, session_id, source_label)
    SELECT ${keyOfNew},
      (SELECT skill_id FROM skill WHERE name = CAST(NEW.skill_name AS TEXT) AND kind = 'skill'),
      (SELECT session_id FROM session WHERE external_id = CAST(NEW.session_id AS TEXT)),
      (SELECT label_id FROM label WHERE text = '${sourceOfRows}');
  INSERT INTO skill_event_legacy (event_key, id, ${legacyColumns})
    SELECT last_insert_rowid(), coalesce(NEW.id, (SELECT last_id FROM skill_event_legacy_sequence)), ${newRow};
  UPDATE skill_event SET
    ${eventAssignments}
  WHERE event_key = last_insert_rowid();
  INSERT INTO rollup_stale (event_key) SELECT last_insert_rowid() WHERE true ON CONFLICT DO NOTHING;
${countNewCall}
END;
`;

const keyOfOld = `coalesce((SELECT event_key FROM skill_event_legacy WHERE id = OLD.id), OLD.id)`;

/** Erasing a call through the view takes everything that the log knows of it. */
const deleteTrigger = `
CREATE TRIGGER trg_skill_invocation_delete INSTEAD OF DELETE ON skill_invocation
BEGIN
  INSERT INTO rollup_stale (event_key) SELECT ${keyOfOld} WHERE true ON CONFLICT DO NOTHING;
  DELETE FROM event_identity WHERE event_key = ${keyOfOld};
  DELETE FROM skill_event WHERE event_key = ${keyOfOld};
  DELETE FROM skill_event_legacy WHERE id = OLD.id;
END;
`;

/**
 * Completing or editing a row. Skill, session and time of a call are what it is: to change them, delete and insert. A
 * call that did not come as a row becomes one, with its key as its id.
 */
const updateTrigger = `
CREATE TRIGGER trg_skill_invocation_update INSTEAD OF UPDATE ON skill_invocation
BEGIN
  SELECT RAISE(ABORT, 'id, skill_name, session_id and invoked_at of a call cannot be changed')
    WHERE NEW.id IS NOT OLD.id OR NEW.skill_name IS NOT OLD.skill_name OR NEW.session_id IS NOT OLD.session_id
      OR NEW.invoked_at IS NOT OLD.invoked_at;
${addLabels('NEW')}
  INSERT INTO rollup_stale (event_key) SELECT ${keyOfOld} WHERE true ON CONFLICT DO NOTHING;
  INSERT INTO skill_event_legacy (event_key, id, ${legacyColumns})
    SELECT ${keyOfOld}, OLD.id, ${newRow} WHERE true
    ON CONFLICT (event_key) DO UPDATE SET ${rowColumns.map((column) => `${column} = excluded.${column}`).join(', ')};
  UPDATE skill_event SET
    ${eventAssignments}
  WHERE event_key = ${keyOfOld};
END;
`;

const interactionTrigger = `
CREATE TRIGGER trg_skill_user_interactions_insert INSTEAD OF INSERT ON skill_user_interactions
BEGIN
  INSERT INTO skill_user_interactions_legacy (
    id, user_id, session_id, skill_name, invoked_at, completed, rating, alternatives_considered)
  SELECT NEW.id, NEW.user_id, NEW.session_id, NEW.skill_name, NEW.invoked_at, NEW.completed, NEW.rating,
    NEW.alternatives_considered;
END;
`;

export const v5Triggers: string = `${insertTrigger}${deleteTrigger}${updateTrigger}${interactionTrigger}`;
