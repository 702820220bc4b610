/**
 * What is known of anomalies beyond the rows of `skill_anomalies`. An hour is epoch ms / 3 600 000.
 *
 * - `skill_anomaly_state`: the rest of an anomaly; `detail` is a type of error or hours of the day.
 * - `skill_anomaly_scan`: up to which hour looks were taken and recorded; at most one row.
 * - `skill_anomaly_baseline`: what is usual for a skill on one UTC day, packed; `invocations` are the calls of the days it
 *   stands on, so that one whose days have changed since is seen to be stale.
 * - `skill_anomaly_error`: types of errors seen so far; `first_seen_hour` 0 is for those that were there at the first look.
 */
export const v6AnomalyTables = `
CREATE TABLE skill_anomaly_state (
  anomaly_id INTEGER PRIMARY KEY REFERENCES skill_anomalies (id) ON DELETE CASCADE,
  metric TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT,
  started_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  p_value REAL,
  q_value REAL
) STRICT;

CREATE TABLE skill_anomaly_scan (
  scan_id INTEGER PRIMARY KEY CHECK (scan_id = 1),
  scanned_hour INTEGER NOT NULL
) STRICT;

CREATE TABLE skill_anomaly_baseline (
  skill_id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,
  invocations INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE skill_anomaly_error (
  skill_name TEXT NOT NULL,
  error_type TEXT NOT NULL,
  first_seen_hour INTEGER NOT NULL,
  last_seen_hour INTEGER NOT NULL,
  occurrences INTEGER NOT NULL,
  PRIMARY KEY (skill_name, error_type)
) STRICT, WITHOUT ROWID;
`;
