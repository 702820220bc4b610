import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

export type ProjectRecords = { readonly projectId: string; readonly records: number };

/** How many calls were collected of each project since a time, the most first; from the rollups, by UTC days. */
export async function readProjectRecords(reader: SqlReader, sinceMs: number): Promise<readonly ProjectRecords[]> {
  const rows = await reader.all(
    `SELECT p.external_id, sum(r.invocations) FROM project AS p
     CROSS JOIN skill_rollup_day AS r ON r.project_id = p.project_id
     WHERE r.day >= ?1 GROUP BY p.project_id ORDER BY 2 DESC, 1`,
    [Math.floor(sinceMs / 86_400_000)],
  );
  return rows.map(([id = null, records = null]) => ({ projectId: toText(id), records: toNumber(records) }));
}
