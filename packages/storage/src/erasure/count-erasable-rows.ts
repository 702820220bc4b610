import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

export type ErasableRows = Readonly<Record<string, number>>;

/** How many rows every table has; of virtual tables those that are behind them. */
export async function countErasableRows(reader: SqlReader): Promise<ErasableRows> {
  const tables = await reader.all(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' ORDER BY name",
  );
  const counts: [string, number][] = [];
  for (const [name = null] of tables) {
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    const [row] = await reader.all(`SELECT count(*) FROM "${toText(name)}"`);
    counts.push([toText(name), toNumber(row?.[0])]);
  }
  return Object.fromEntries(counts);
}
