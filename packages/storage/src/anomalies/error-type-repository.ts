import type { ErrorCounts, SeenErrorType } from '@skills/schema';
import type { SqlReader, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

/** All-time counts of errors, which ingest keeps in `skill_metrics`. */
export async function readErrorCounts(reader: SqlReader): Promise<readonly ErrorCounts[]> {
  const rows = await reader.all(
    "SELECT skill_name, total_invocations, common_errors FROM skill_metrics WHERE common_errors <> '{}'",
  );
  return rows.map((row) => ({
    skillName: toText(row[0]),
    invocations: toNumber(row[1]),
    occurrences: countsOf(toText(row[2])),
  }));
}

/** What the looks that were recorded have seen. */
export async function readSeenErrorTypes(reader: SqlReader): Promise<readonly SeenErrorType[]> {
  const rows = await reader.all(
    'SELECT skill_name, error_type, occurrences, first_seen_hour, last_seen_hour FROM skill_anomaly_error',
  );
  return rows.map((row) => ({
    skillName: toText(row[0]),
    errorType: toText(row[1]),
    occurrences: toNumber(row[2]),
    firstSeenHour: toNumber(row[3]),
    lastSeenHour: toNumber(row[4]),
  }));
}

export async function writeSeenErrorTypes(transaction: SqlTransaction, seen: readonly SeenErrorType[]): Promise<void> {
  await transaction.runMany(
    `INSERT INTO skill_anomaly_error (skill_name, error_type, occurrences, first_seen_hour, last_seen_hour)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET occurrences = excluded.occurrences, last_seen_hour = excluded.last_seen_hour`,
    seen.map((type) => [type.skillName, type.errorType, type.occurrences, type.firstSeenHour, type.lastSeenHour]),
  );
}

/** A JSON object of text and count. Another program's value that is none counts as nothing. */
function countsOf(json: string): ReadonlyMap<string, number> {
  const value: unknown = JSON.parse(json);
  const entries: readonly (readonly [string, unknown])[] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.flatMap(([text, count]) => (typeof count === 'number' ? [[text, count] as const] : [])));
}
