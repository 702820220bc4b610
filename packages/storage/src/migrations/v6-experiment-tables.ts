/**
 * What an experiment keeps beyond the tables of V4.
 *
 * - `ab_test_settings.settings` is JSON (`experimentSettingsSchema`); an experiment of the predecessor has no row.
 * - `ab_test_unit` has one row per assigned user with the sums over the outcomes in `ab_test_outcomes`: 100,000 outcomes
 *   are read as sums in a few milliseconds. `arm` is 0 for control and 1 for treatment, `arms_seen` has bit 1 for
 *   control and bit 2 for treatment: a user with both was seen in two arms.
 */
export const v6ExperimentTables = `
CREATE TABLE ab_test_settings (
  test_id INTEGER PRIMARY KEY REFERENCES ab_test_configs (test_id) ON DELETE CASCADE,
  settings TEXT NOT NULL
) STRICT;

CREATE TABLE ab_test_unit (
  test_id INTEGER NOT NULL,
  assignment_id INTEGER NOT NULL REFERENCES ab_test_assignments (assignment_id) ON DELETE CASCADE,
  arm INTEGER NOT NULL,
  arms_seen INTEGER NOT NULL,
  assigned_at_ms INTEGER NOT NULL,
  outcomes INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  duration_count INTEGER NOT NULL,
  duration_seconds_sum REAL NOT NULL,
  rating_count INTEGER NOT NULL,
  rating_sum REAL NOT NULL,
  PRIMARY KEY (test_id, assignment_id)
) STRICT, WITHOUT ROWID;
`;
