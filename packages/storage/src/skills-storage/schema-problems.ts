import type { SqlReader } from '../engine/sql-engine.ts';
import { v4TableNames } from '../migrations/v4-table-names.ts';
import { v5Tables } from '../migrations/v5-tables.ts';
import { toNumber, toText } from '../read/cell.ts';

/** What a database must have, as a table or as a view that took its place. */
const requiredNames: readonly string[] = [
  'skill_invocation',
  'skill_metrics',
  'session_skills',
  'skill_migrations',
  ...v4TableNames,
  ...[...v5Tables.matchAll(/CREATE TABLE (\w+)/g)].flatMap(([, name]) => name ?? []),
];

/** What is wrong with the database, in words; nothing when all is well. Counts the whole log. */
export async function schemaProblems(reader: SqlReader): Promise<readonly string[]> {
  const missing = await missingNames(reader);
  if (missing.length > 0) return missing.map((name) => `table or view ${name} is missing`);
  return [...(await brokenReferences(reader)), ...(await disagreements(reader))];
}

async function missingNames(reader: SqlReader): Promise<readonly string[]> {
  const rows = await reader.all(`SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')`);
  const names = new Set(rows.map((row) => toText(row[0])));
  return requiredNames.filter((name) => !names.has(name));
}

async function brokenReferences(reader: SqlReader): Promise<readonly string[]> {
  const rows = await reader.all(
    `SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY "table", parent ORDER BY "table", parent`,
  );
  return rows.map((row) => `${toNumber(row[2])} rows of ${toText(row[0])} refer to no row of ${toText(row[1])}`);
}

/** Each pair of counts must be equal, and each remainder empty. */
async function disagreements(reader: SqlReader): Promise<readonly string[]> {
  const [row = []] = await reader.all(
    `SELECT
       (SELECT count(*) FROM skill_event),
       (SELECT coalesce(sum(r.invocations), 0) FROM skill_rollup_day AS r WHERE r.project_id = 0),
       (SELECT coalesce(sum(r.invocations), 0) FROM skill_rollup_hour AS r),
       (SELECT count(*) FROM event_identity),
       (
         SELECT count(DISTINCT s.name) FROM skill AS s
         WHERE EXISTS (SELECT 1 FROM skill_event AS e WHERE e.skill_id = s.skill_id)
           AND s.name NOT IN (SELECT skill_name FROM skill_metrics)
       )`,
  );
  const [events = 0, byDay = 0, byHour = 0, identities = 0, unmeasured = 0] = row.map(toNumber);
  return [
    ...(byDay === events ? [] : [`the log holds ${events} calls and the rollup by day ${byDay}`]),
    ...(byHour === events ? [] : [`the log holds ${events} calls and the rollup by hour ${byHour}`]),
    ...(identities === events ? [] : [`the log holds ${events} calls and ${identities} identities`]),
    ...(unmeasured === 0 ? [] : [`${unmeasured} skills have invocations and no metrics`]),
  ];
}
