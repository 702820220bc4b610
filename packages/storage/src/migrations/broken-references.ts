import type { SqlReader } from '../engine/sql-engine.ts';

const namedRows = 10;

/** Rows whose foreign key points at nothing, as sentences. */
export async function brokenReferences(reader: SqlReader): Promise<readonly string[]> {
  const rows = await reader.all(`SELECT "table", rowid, "parent" FROM pragma_foreign_key_check LIMIT ${namedRows + 1}`);
  const sentences = rows
    .slice(0, namedRows)
    .map(
      ([table, rowId, parent]) =>
        `row ${String(rowId)} of ${String(table)} refers to a row of ${String(parent)} that is not there`,
    );
  return rows.length > namedRows ? [...sentences, 'and more'] : sentences;
}
