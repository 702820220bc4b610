import { toTimestamp } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNumber } from '../read/cell.ts';

/** Every field is there whether or not the session is known. */
export type StoredSessionSummary = {
  readonly sessionId: string;
  readonly uniqueSkills: number;
  readonly totalInvocations: number;
  readonly completedCount: number;
  /** Known to have failed; an open call is neither completed nor abandoned. */
  readonly abandonedCount: number;
  readonly totalDurationSeconds: number;
  /** ISO 8601 UTC; `null` when nothing ran. */
  readonly firstSkillAt: string | null;
  readonly lastSkillAt: string | null;
};

export async function readSessionSummary(reader: SqlReader, sessionId: string): Promise<StoredSessionSummary> {
  const [row = []] = await reader.all(
    `SELECT count(DISTINCT k.name), count(*), count(*) FILTER (WHERE e.completed = 1),
       count(*) FILTER (WHERE e.completed = 0), coalesce(sum(e.duration_seconds), 0.0),
       min(e.event_key) >> 21, max(e.event_key) >> 21
     FROM skill_event AS e JOIN skill AS k ON k.skill_id = e.skill_id
     WHERE e.session_id = (SELECT session_id FROM session WHERE external_id = ?1)`,
    [sessionId],
  );
  const firstAtMs = toNullableNumber(row[5]);
  const lastAtMs = toNullableNumber(row[6]);
  return {
    sessionId,
    uniqueSkills: toNumber(row[0]),
    totalInvocations: toNumber(row[1]),
    completedCount: toNumber(row[2]),
    abandonedCount: toNumber(row[3]),
    totalDurationSeconds: toNumber(row[4]),
    firstSkillAt: firstAtMs === null ? null : toTimestamp(firstAtMs),
    lastSkillAt: lastAtMs === null ? null : toTimestamp(lastAtMs),
  };
}
