/**
 * What skills are searched by: a copy that is made anew when skills or descriptions change (`search/`).
 *
 * - `skill_document.embedding` is 384 little-endian float32, as V2 has them; `embedder` says of which model.
 * - `skill_document_fts` has the words of a document under its number.
 * - `search_model.body` is what the local embedder learned from the documents; there is one row.
 */
export const v7SearchTables = `
CREATE TABLE skill_document (
  document_id INTEGER PRIMARY KEY,
  skill_name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  embedder TEXT,
  embedding BLOB
) STRICT;

CREATE TABLE search_model (
  embedder TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE skill_document_fts
  USING fts5(name, description, tokenize = 'porter unicode61 remove_diacritics 2');
`;
