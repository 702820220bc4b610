/**
 * Tables of V1, with the predecessor's names, columns and defaults. `skill_metrics.completion_rate` is a percentage;
 * every other rate of ours is a fraction.
 */
export const v1LogTable = `
CREATE TABLE skill_invocation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  skill_name TEXT NOT NULL,
  invoked_at TEXT NOT NULL,
  session_id TEXT NOT NULL,
  workflow_path TEXT,
  completed BOOLEAN NOT NULL DEFAULT 0,
  duration_seconds REAL,
  user_query TEXT,
  alternatives_considered TEXT,
  selection_rank INTEGER,
  follow_up_actions TEXT,
  error_type TEXT,
  created_at TEXT NOT NULL DEFAULT (datetime('now'))
);
`;

export const v1Indexes = `
CREATE INDEX idx_invocation_session ON skill_invocation (session_id);
CREATE INDEX idx_invocation_skill ON skill_invocation (skill_name);
CREATE INDEX idx_invocation_invoked_at ON skill_invocation (invoked_at DESC);
CREATE INDEX idx_invocation_session_completed ON skill_invocation (session_id, completed);
CREATE INDEX idx_session_skills_skill ON session_skills (skill_name);
`;

export const v1SearchTable = `
CREATE VIRTUAL TABLE skill_invocation_fts USING fts5(user_query, content=skill_invocation, content_rowid=id);
`;

export const v1SessionSkillsTable = `
CREATE TABLE session_skills (
  session_id TEXT NOT NULL,
  skill_name TEXT NOT NULL,
  invocation_count INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (session_id, skill_name)
);
`;

export const v1MetricsTable = `
CREATE TABLE skill_metrics (
  skill_name TEXT PRIMARY KEY,
  total_invocations INTEGER NOT NULL DEFAULT 0,
  completed_invocations INTEGER NOT NULL DEFAULT 0,
  abandoned_invocations INTEGER NOT NULL DEFAULT 0,
  total_duration_seconds REAL NOT NULL DEFAULT 0.0,
  workflow_paths TEXT NOT NULL DEFAULT '{}',
  common_errors TEXT NOT NULL DEFAULT '{}',
  follow_up_actions TEXT NOT NULL DEFAULT '{}',
  avg_selection_rank REAL,
  recommendation_success_rate REAL,
  first_invoked TEXT,
  last_invoked TEXT,
  completion_rate REAL NOT NULL DEFAULT 0.0,
  avg_duration_seconds REAL,
  updated_at TEXT NOT NULL DEFAULT (datetime('now'))
);
`;

/** The record of applied migrations; made by whoever comes first, the runner or V1. */
export const migrationsTable = `
CREATE TABLE IF NOT EXISTS skill_migrations (
  version TEXT PRIMARY KEY,
  applied_at TEXT NOT NULL,
  description TEXT,
  rollback_sql TEXT,
  checksum TEXT,
  applied_by TEXT DEFAULT 'session-buddy',
  success BOOLEAN NOT NULL DEFAULT 1
);
CREATE INDEX IF NOT EXISTS idx_migrations_applied_at ON skill_migrations (applied_at DESC);
`;
