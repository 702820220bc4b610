/**
 * What recommendations and community baselines keep. No table names a user.
 *
 * - `recommender_choice`: the model that did best on the log, and on how much of it; at most one row. `figures` is JSON.
 * - `imported_baseline_set` and `imported_baseline`: what another team has given, one set per team. `epsilon` is NULL
 *   without noise.
 * - `privacy_release`: what left with noise. The sum of `epsilon` is what is used up of the budget.
 */
export const v7RecommendationTables = `
CREATE TABLE recommender_choice (
  choice_id INTEGER PRIMARY KEY CHECK (choice_id = 1),
  model TEXT NOT NULL,
  chosen_at_ms INTEGER NOT NULL,
  interactions INTEGER NOT NULL,
  figures TEXT NOT NULL
) STRICT;

CREATE TABLE imported_baseline_set (
  team TEXT PRIMARY KEY,
  released_at_ms INTEGER NOT NULL,
  imported_at_ms INTEGER NOT NULL,
  min_users INTEGER NOT NULL,
  epsilon REAL
) STRICT, WITHOUT ROWID;

CREATE TABLE imported_baseline (
  team TEXT NOT NULL REFERENCES imported_baseline_set (team) ON DELETE CASCADE,
  skill_name TEXT NOT NULL,
  total_users INTEGER NOT NULL,
  total_invocations INTEGER NOT NULL,
  global_completion_rate REAL,
  global_average_duration_seconds REAL,
  most_common_workflow_phase TEXT,
  effectiveness_percentile REAL,
  PRIMARY KEY (team, skill_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE privacy_release (
  release_id INTEGER PRIMARY KEY,
  released_at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  epsilon REAL NOT NULL
) STRICT;
`;
