/**
 * Columns of up to 65,536 events as typed arrays: a copy of the log that can be made again (`segments/`).
 *
 * - A segment holds the events of `[start_key, end_key)`, in the order of their keys. `stale` is 1 when the log has changed
 *   there since: ingest marks the hours that it touched, the triggers what SQL deleted or wrote through the view.
 * - `event_segment_column.format` says how `body` holds the numbers: `u8`, `u16`, `u32` and `f64` are little-endian and
 *   `base` is to be added to each.
 * - `skill_pair` has the figures of pairs of skills (`skillA < skillB`): `source` is `computed`, or `seeded` for the pairs of
 *   the taxonomy, of which `lift` alone is known. `skill_dependencies` of V4 shows the computed figure where there is one.
 */
export const v7SegmentTables = `
CREATE TABLE event_segment (
  start_key INTEGER PRIMARY KEY,
  end_key INTEGER NOT NULL,
  events INTEGER NOT NULL,
  stale INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE event_segment_column (
  start_key INTEGER NOT NULL,
  field INTEGER NOT NULL,
  format TEXT NOT NULL,
  base REAL NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (start_key, field)
) STRICT;

CREATE TABLE skill_pair (
  skill_a TEXT NOT NULL,
  skill_b TEXT NOT NULL,
  source TEXT NOT NULL,
  sessions INTEGER NOT NULL,
  sessions_a INTEGER NOT NULL,
  sessions_b INTEGER NOT NULL,
  co_occurrence_count INTEGER NOT NULL,
  lift REAL,
  p_value REAL,
  adjusted_lift REAL,
  adjusted_p_value REAL,
  q_value REAL,
  updated_at_ms INTEGER NOT NULL,
  PRIMARY KEY (skill_a, skill_b, source)
) STRICT, WITHOUT ROWID;
`;

const segmentOf = (key: string): string =>
  `start_key = (SELECT max(start_key) FROM event_segment WHERE start_key <= ${key}) AND end_key > ${key} AND stale = 0`;

/** What SQL does to the log without the ingest. There is none for INSERT and UPDATE: they would slow down the ingest. */
export const v7SegmentTriggers: string = `
CREATE TRIGGER trg_event_segment_after_delete AFTER DELETE ON skill_event
BEGIN
  UPDATE event_segment SET stale = 1 WHERE ${segmentOf('OLD.event_key')};
END;
CREATE TRIGGER trg_event_segment_after_view_write AFTER INSERT ON rollup_stale
BEGIN
  UPDATE event_segment SET stale = 1 WHERE ${segmentOf('NEW.event_key')};
END;
CREATE TRIGGER trg_event_segment_after_settling AFTER DELETE ON rollup_stale
BEGIN
  UPDATE event_segment SET stale = 1 WHERE ${segmentOf('OLD.event_key')};
END;
`;

export const dropV7SegmentTriggers = `
DROP TRIGGER trg_event_segment_after_delete;
DROP TRIGGER trg_event_segment_after_view_write;
DROP TRIGGER trg_event_segment_after_settling;
`;
