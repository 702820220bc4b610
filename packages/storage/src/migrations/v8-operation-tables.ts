const buckets = `
  invocations INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  duration_count INTEGER NOT NULL,
  duration_us_sum INTEGER NOT NULL,
  duration_seconds_sum_sq REAL NOT NULL,
  completed_duration_count INTEGER NOT NULL,
  completed_duration_us_sum INTEGER NOT NULL,
  duration_sketch BLOB,
  sessions INTEGER NOT NULL,
  last_invoked_at_ms INTEGER NOT NULL`;

/**
 * What retention, erasure and the system's own measurements keep.
 *
 * A rollup is always what the log says plus what is sealed: the counts of calls that retention has taken out of the log.
 * - `sealed_call_day` and `sealed_call_hour` have the columns of the rollups. Project 0 is every call, -1 those of no project.
 *   Their `sessions` are 0: distinct sessions follow from `sealed_session_hour`.
 * - `sealed_aggregate_day` is what `skill_aggregate` counts of a day, `sealed_usage_day` what `usage_rollup_day` does
 *   (project 0 is none here; money in billionths of a dollar), `sealed_skill_metric` what `skill_metrics` does: `cells` is
 *   the row as JSON, in the order of `skillMetricsColumns`.
 * - An identity in `event_identity` whose key is negative is of a call that was taken out; the key is its hour, negated.
 *   `pruned_message` is the same for messages: the first 72 bits of the identity.
 * - `retention_tier` holds how long each tier is kept; NULL is for good.
 * - `erased_subject` has a keyed hash of each project, user, session and file that was erased, so that it stays away.
 * - `compaction_pending` has its row from an erasure until the file was written anew without the erased bytes.
 * - `operation_measure` counts what the system itself did, by day: bounded in days and in names.
 */
export const v8OperationTables: string = `
CREATE TABLE sealed_call_day (
  project_id INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  day INTEGER NOT NULL,${buckets},
  PRIMARY KEY (project_id, skill_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_call_hour (
  project_id INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  hour INTEGER NOT NULL,${buckets},
  PRIMARY KEY (project_id, skill_id, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_session_hour (
  skill_id INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  PRIMARY KEY (skill_id, session_id, hour, project_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_aggregate_day (
  project_id INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  phase_label INTEGER NOT NULL,
  model_label INTEGER NOT NULL,
  invocations INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  duration_count INTEGER NOT NULL,
  duration_us_sum INTEGER NOT NULL,
  follow_up_count INTEGER NOT NULL,
  follow_up_sum INTEGER NOT NULL,
  follow_up_square_sum INTEGER NOT NULL,
  first_used_ms INTEGER NOT NULL,
  last_used_ms INTEGER NOT NULL,
  PRIMARY KEY (project_id, skill_id, day, phase_label, model_label)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_usage_day (
  project_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  model_label INTEGER NOT NULL,
  skill_label INTEGER NOT NULL,
  cost_stated INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_creation_tokens INTEGER NOT NULL,
  cache_creation_1h_tokens INTEGER NOT NULL,
  cost_nano_usd INTEGER NOT NULL,
  PRIMARY KEY (project_id, day, model_label, skill_label, cost_stated)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_skill_metric (
  project_id INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  cells TEXT NOT NULL CHECK (json_valid(cells)),
  PRIMARY KEY (project_id, skill_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE pruned_message (
  identity TEXT PRIMARY KEY,
  hour INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_tier (
  tier TEXT PRIMARY KEY CHECK (tier IN ('raw', 'hourly', 'daily')),
  age_ms INTEGER CHECK (age_ms > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE erased_subject (
  tombstone TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('project', 'user', 'session', 'file')),
  cause TEXT NOT NULL,
  erased_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE compaction_pending (
  pending INTEGER PRIMARY KEY CHECK (pending = 1)
) STRICT;

CREATE TABLE operation_measure (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  day INTEGER NOT NULL,
  runs INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  records INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  duration_us_sum INTEGER NOT NULL,
  duration_us_most INTEGER NOT NULL,
  last_at_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, name, day)
) STRICT, WITHOUT ROWID;
`;
