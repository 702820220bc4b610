import { bucketColumns, raiseCallTotalsSql } from '../call-totals/call-total-columns.ts';

/**
 * What counters that never go down stand on.
 *
 * - `skill_call_total` counts calls by skill and phase (label; 0 is none) since the database began: pruning, erasing and
 *   rebuilding leave it as it is. `unknown_most` is the most calls that were without an outcome at one time, which is what
 *   a counter of them can say: one that gets its outcome is counted there, too. The last columns count durations by how
 *   long they were, in seconds.
 * - `metric_slot` names what has a series of its own for good, `calls` and `durations` by skill and phase, `skill` by
 *   skill (phase -1): what moved to `other` or away from it would make a counter go down.
 * - `counter_total` keeps counters that are made from numbers that may go down: `logged` is the number as it was last,
 *   `counted` the sum of all its rises. The order of the ids is the order in which they were first counted.
 */
export const v8MetricTables: string = `
CREATE TABLE skill_call_total (
  skill_id INTEGER NOT NULL,
  phase_label INTEGER NOT NULL,
  invocations INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  unknown_most INTEGER NOT NULL,
  duration_us_sum INTEGER NOT NULL,
  ${bucketColumns.map((column) => `${column} INTEGER NOT NULL`).join(',\n  ')},
  PRIMARY KEY (skill_id, phase_label)
) STRICT, WITHOUT ROWID;
${raiseCallTotalsSql}
CREATE TABLE metric_slot (
  family TEXT NOT NULL,
  skill_id INTEGER NOT NULL,
  phase_label INTEGER NOT NULL,
  PRIMARY KEY (family, skill_id, phase_label)
) STRICT, WITHOUT ROWID;

CREATE TABLE counter_total (
  counter_id INTEGER PRIMARY KEY,
  series TEXT NOT NULL UNIQUE,
  logged REAL NOT NULL,
  counted REAL NOT NULL
) STRICT;

CREATE TRIGGER trg_metrics_after_skill_delete AFTER DELETE ON skill
BEGIN
  DELETE FROM skill_call_total WHERE skill_id = OLD.skill_id;
  DELETE FROM metric_slot WHERE skill_id = OLD.skill_id;
END;
`;
