import type { SqlReader } from '../src/engine/sql-engine.ts';

/**
 * Every row of every table, with the type and the bytes of every value, sorted: equal contents are equal values. The
 * shadow tables of the search index and SQLite's own tables are left out.
 */
export async function tableContents(reader: SqlReader): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await reader.all(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%_fts%' ORDER BY name`,
  );
  const contents: Record<string, readonly string[]> = {};
  for (const [name] of tables) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    contents[String(name)] = await rowsOf(reader, String(name));
  }
  return contents;
}

/** Rows of one table or view, as `tableContents` gives them. */
export async function rowsOf(reader: SqlReader, table: string): Promise<readonly string[]> {
  const columns = await reader.all('SELECT name FROM pragma_table_info(?)', [table]);
  const values = columns.map(([column]) => `typeof("${String(column)}") || ' ' || quote("${String(column)}")`);
  const rows = await reader.all(`SELECT ${values.join(` || ' | ' || `)} FROM ${table}`);
  return rows.map(([row]) => String(row)).toSorted();
}

/** Name and text of everything in the schema. */
export async function schemaText(reader: SqlReader): Promise<readonly string[]> {
  const rows = await reader.all(
    `SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1`,
  );
  return rows.map(([row]) => String(row));
}
