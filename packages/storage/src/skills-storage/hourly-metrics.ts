import { toTimestamp } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { hourMs } from '../read/snap-window.ts';
import { requirePositiveInteger } from './positive-integer.ts';

export type HourlyMetricsOptions = {
  /** All skills together when left out. */
  readonly skillName?: string | undefined;
  readonly hours?: number;
};

export type HourlyMetrics = {
  /** Start of the UTC hour, ISO 8601. */
  readonly hourTimestamp: string;
  /** `all` when no skill was asked for. */
  readonly skillName: string;
  readonly invocationCount: number;
  /** Fraction in [0, 1] of the calls whose outcome is known; `null` when none is. */
  readonly completionRate: number | null;
  /** Over every call whose duration is known; `null` when none is. */
  readonly avgDurationSeconds: number | null;
  readonly uniqueSessions: number;
};

/**
 * The last hours, newest first: whole UTC hours, the current one (so far) included. Every hour is there, also one in
 * which nothing ran.
 */
export async function hourlyMetrics(
  reader: SqlReader,
  nowMs: number,
  { skillName, hours = 24 }: HourlyMetricsOptions = {},
): Promise<readonly HourlyMetrics[]> {
  requirePositiveInteger('hours', hours);
  const endHour = Math.floor(nowMs / hourMs) + 1;
  const firstHour = endHour - hours;
  const rows = await reader.all(hourlyQuery, [firstHour, endHour, skillName ?? null]);
  const sessions = await sessionsPerHour(reader, { firstHour, endHour, skillName });
  const byHour = new Map(rows.map((row) => [toNumber(row[0]), row]));
  return Array.from({ length: hours }, (_, index) => {
    const hour = endHour - 1 - index;
    const [, invocations = 0, completed = 0, failed = 0, durationCount = 0, seconds = 0] = byHour.get(hour) ?? [];
    return {
      hourTimestamp: toTimestamp(hour * hourMs),
      skillName: skillName ?? 'all',
      invocationCount: toNumber(invocations),
      completionRate: ratio(toNumber(completed), toNumber(completed) + toNumber(failed)),
      avgDurationSeconds: ratio(toNumber(seconds), toNumber(durationCount)),
      uniqueSessions: sessions.get(hour) ?? 0,
    };
  });
}

const hourlyQuery = `
  SELECT r.hour, sum(r.invocations), sum(r.completed), sum(r.failed), sum(r.duration_count),
    sum(r.duration_us_sum) / 1e6
  FROM skill AS s CROSS JOIN skill_rollup_hour AS r
  WHERE r.skill_id = s.skill_id AND r.hour >= ?1 AND r.hour < ?2 AND (?3 IS NULL OR s.name = ?3)
  GROUP BY r.hour`;

type HourRange = { readonly firstHour: number; readonly endHour: number; readonly skillName: string | undefined };

/** Distinct sessions do not add up over skills, so they are counted where the events are: in the index, hour by hour. */
async function sessionsPerHour(reader: SqlReader, range: HourRange): Promise<ReadonlyMap<number, number>> {
  const hours = Array.from({ length: range.endHour - range.firstHour }, (_, index) => range.firstHour + index);
  const bounds = hours.map((hour) => [
    hour,
    String(firstEventKeyAt(hour * hourMs)),
    String(firstEventKeyAt((hour + 1) * hourMs)),
  ]);
  const events =
    range.skillName === undefined
      ? `skill_event AS e WHERE ?2 IS NULL AND`
      : `skill AS s CROSS JOIN skill_event AS e WHERE s.name = ?2 AND e.skill_id = s.skill_id AND`;
  const rows = await reader.all(
    `SELECT j.value ->> 0, (
       SELECT count(DISTINCT e.session_id) FROM ${events}
         e.event_key >= CAST(j.value ->> 1 AS INTEGER) AND e.event_key < CAST(j.value ->> 2 AS INTEGER)
     )
     FROM json_each(?1) AS j`,
    [JSON.stringify(bounds), range.skillName ?? null],
  );
  return new Map(rows.map((row) => [toNumber(row[0]), toNumber(row[1])]));
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
