import type { SqlEngine, SqlRow, SqlValue } from '../src/engine/sql-engine.ts';
import { Migrator } from '../src/migrations/migrator.ts';
import { openNodeSqliteEngine } from '../src/engine/node-sqlite-engine.ts';

export type PredecessorRow = Readonly<Record<string, SqlValue>>;

/** A call as the predecessor writes it with SQL; a test states only what it is about. */
export function aRow(fields: PredecessorRow = {}): PredecessorRow {
  return {
    skill_name: 'pytest-run',
    invoked_at: '2026-02-10T12:34:56.789012',
    session_id: 's1',
    completed: 1,
    duration_seconds: 1.5,
    ...fields,
  };
}

/** Runs the predecessor's own kind of INSERT, one statement for each row. */
export async function insertRows(engine: SqlEngine, rows: readonly PredecessorRow[]): Promise<void> {
  await engine.transaction(async (transaction) => {
    for (const row of rows) {
      const columns = Object.keys(row);
      // oxlint-disable-next-line no-await-in-loop -- in the order given
      await transaction.run(
        `INSERT INTO skill_invocation (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        Object.values(row),
      );
    }
  });
}

/** An empty database in memory at a version such as `V4`. */
export async function databaseAt(version: string): Promise<SqlEngine> {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  await new Migrator({ engine, now: Date.now }).migrate({ to: version });
  return engine;
}

export async function run(engine: SqlEngine, sql: string, parameters: SqlRow = []): Promise<number> {
  return engine.transaction(async (transaction) => transaction.run(sql, parameters));
}

/** `minutes` ago as SQLite's datetime() writes it. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
