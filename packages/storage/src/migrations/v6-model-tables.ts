/**
 * Trained models. `body` has the model, `settings` what goes with it (phases), `figures` how good it was; `checksum` is
 * the SHA-256 of all of them with the version of the features.
 */
export const v6ModelTables = `
CREATE TABLE prediction_model (
  model_id TEXT PRIMARY KEY,
  trained_at_ms INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  feature_schema_version INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  samples INTEGER NOT NULL,
  settings TEXT NOT NULL,
  figures TEXT NOT NULL,
  checksum TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
`;
