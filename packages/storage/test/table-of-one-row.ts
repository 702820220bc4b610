import type { SqlEngine } from '../src/engine/sql-engine.ts';

/** Makes the table `t` with one row of one column. */
export async function createTable(engine: SqlEngine): Promise<void> {
  await engine.transaction(async (tx) => tx.script('CREATE TABLE t (v); INSERT INTO t VALUES (1);'));
}

/** Adds a row to `t`. */
export async function insertRow(engine: SqlEngine): Promise<number> {
  return engine.transaction(async (tx) => tx.run('INSERT INTO t VALUES (2)'));
}

/** Makes `t` with rows of text on about fifty pages. */
export async function createLargeTable(engine: SqlEngine): Promise<void> {
  const rows = Array.from({ length: 5000 }, (_, row) => [`row ${row} of the table`]);
  await engine.transaction(async (tx) => {
    await tx.script('CREATE TABLE t (v)');
    await tx.runMany('INSERT INTO t VALUES (?)', rows);
  });
}
