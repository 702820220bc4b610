/**
 * Tables of V5. The log is compact: dictionary ids, one time-ordered 63-bit key, no text per row that repeats.
 *
 * - `event_key` = invoked-at epoch ms << 21 | 21 bits that tell events of one millisecond apart. Time is read back as
 *   `event_key >> 21`, and a time window is a range of keys.
 * - `event_identity.identity` = base64url of the first 128 bits of SHA-256 over the source's own call id (22 characters).
 * - Rollup rows of project 0 count every project. `hour` is epoch ms / 3 600 000, `day` is epoch ms / 86 400 000.
 * - `usage_rollup_day` counts messages and events with tokens; `skill_label` 0 is no skill, `cost_stated` tells whether
 *   the source stated a cost.
 * - `skill_event_legacy` holds a row of V1 to V4 as it stood there, types and all: it is not STRICT and has the columns'
 *   own affinities, because the predecessor checks nothing and a rollback returns every value as it was.
 * - `skill_session_hour` has one row per skill, session, hour and project in which the skill ran. Distinct sessions of
 *   a window [from, to) = sum of `sessions` over its buckets, less the `sessions` of the gap rows whose bucket and
 *   previous bucket both lie in the window (a session that came back is not new).
 */
export const v5Tables = `
CREATE TABLE skill (
  skill_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  UNIQUE (name, kind)
) STRICT;

CREATE TABLE label (
  label_id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE project (
  project_id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  path TEXT,
  project_type TEXT NOT NULL DEFAULT 'unknown',
  registered INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  registered_at_ms INTEGER,
  last_sync_at_ms INTEGER
) STRICT;

CREATE TABLE app_user (
  user_id INTEGER PRIMARY KEY,
  pseudonym TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE session (
  session_id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  project_id INTEGER,
  first_at_ms INTEGER,
  last_at_ms INTEGER
) STRICT;

CREATE TABLE skill_event (
  event_key INTEGER PRIMARY KEY,
  skill_id INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  source_label INTEGER NOT NULL,
  project_id INTEGER,
  user_id INTEGER,
  completed INTEGER,
  duration_seconds REAL,
  error_type_label INTEGER,
  trigger_label INTEGER,
  phase_label INTEGER,
  model_label INTEGER,
  agent_label INTEGER,
  workflow_path_label INTEGER,
  selection_rank INTEGER,
  rating REAL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_creation_tokens INTEGER,
  cost_usd REAL,
  details TEXT
) STRICT;
CREATE INDEX skill_event_skill ON skill_event (skill_id);
CREATE INDEX skill_event_session ON skill_event (session_id);

CREATE TABLE event_identity (
  identity TEXT PRIMARY KEY,
  event_key INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pending_completion (
  identity TEXT PRIMARY KEY,
  completed INTEGER,
  ended_at_ms INTEGER,
  duration_seconds REAL,
  error_type TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_event_legacy (
  event_key INTEGER PRIMARY KEY,
  id INTEGER NOT NULL UNIQUE,
  skill_name TEXT NOT NULL,
  invoked_at TEXT NOT NULL,
  session_id TEXT NOT NULL,
  workflow_path TEXT,
  completed BOOLEAN,
  duration_seconds REAL,
  user_query TEXT,
  alternatives_considered TEXT,
  selection_rank INTEGER,
  follow_up_actions TEXT,
  error_type TEXT,
  created_at TEXT NOT NULL,
  embedding BLOB,
  workflow_phase TEXT,
  workflow_step_id TEXT
);

CREATE TABLE skill_rollup_hour (
  skill_id INTEGER NOT NULL,
  hour INTEGER NOT NULL,
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
  last_invoked_at_ms INTEGER NOT NULL,
  PRIMARY KEY (skill_id, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_rollup_day (
  project_id INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
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
  last_invoked_at_ms INTEGER NOT NULL,
  PRIMARY KEY (project_id, skill_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_session_hour (
  skill_id INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  PRIMARY KEY (skill_id, session_id, hour, project_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_session_gap_hour (
  skill_id INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  previous_hour INTEGER NOT NULL,
  sessions INTEGER NOT NULL,
  PRIMARY KEY (skill_id, hour, previous_hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_session_gap_day (
  project_id INTEGER NOT NULL,
  skill_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  previous_day INTEGER NOT NULL,
  sessions INTEGER NOT NULL,
  PRIMARY KEY (project_id, skill_id, day, previous_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_usage (
  identity TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  project_id INTEGER,
  model_label INTEGER NOT NULL,
  skill_label INTEGER,
  agent_label INTEGER,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_creation_tokens INTEGER NOT NULL,
  cache_creation_1h_tokens INTEGER NOT NULL,
  cost_usd REAL
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_rollup_day (
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
  cost_usd REAL NOT NULL,
  PRIMARY KEY (project_id, day, model_label, skill_label, cost_stated)
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_offer (
  skill_label INTEGER NOT NULL,
  session_id INTEGER NOT NULL,
  offered_at_ms INTEGER NOT NULL,
  PRIMARY KEY (skill_label, session_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_file (
  file_id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL,
  inode TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  fingerprint_bytes INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  modified_at_ms INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  line_number INTEGER NOT NULL,
  parser_state TEXT
) STRICT;

CREATE TABLE quarantine (
  path TEXT NOT NULL,
  byte_offset INTEGER NOT NULL,
  byte_length INTEGER NOT NULL,
  line_number INTEGER NOT NULL,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (path, byte_offset)
) STRICT, WITHOUT ROWID;
`;
