import { SkillsError } from '@skills/schema';
import { SqliteConnection } from './engine/sqlite-connection.ts';

/** Rows by table name, in the order of the names. */
export type TableCounts = ReadonlyMap<string, number>;

/**
 * Reads a database file from end to end on a connection of its own.
 *
 * @returns the rows of each table
 * @throws {SkillsError} 'storage-corrupt' naming the first faults, 'storage-unavailable' when it cannot be opened
 */
export function verifyDatabaseFile(path: string): TableCounts {
  const connection = new SqliteConnection(path, { name: path, readOnly: true, lockWaitMs: 5000 });
  try {
    const findings = connection.all('PRAGMA integrity_check(5)', []).map(([finding]) => String(finding));
    if (findings[0] !== 'ok') throw new SkillsError('storage-corrupt', `${path} is damaged: ${findings.join('; ')}`);
    return countTables(connection);
  } finally {
    connection.close();
  }
}

export function countTables(connection: SqliteConnection): TableCounts {
  const names = connection.all(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    [],
  );
  return new Map(names.map(([name]) => [String(name), countRows(connection, String(name))]));
}

function countRows(connection: SqliteConnection, table: string): number {
  const quoted = `"${table.replaceAll('"', '""')}"`;
  return Number(connection.all(`SELECT count(*) FROM ${quoted}`, [])[0]?.[0]);
}
