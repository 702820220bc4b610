import type { SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { hourMs } from '../read/snap-window.ts';

/** Calls of one skill name, of whatever kind, between two moments. */
export type NamedCounts = {
  readonly skillName: string;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly durationCount: number;
  readonly durationSecondsSum: number;
  readonly lastInvokedAtMs: number;
};

export type Moments = {
  /** UTC epoch milliseconds, half open. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly kind?: SkillKind | undefined;
};

/**
 * Exact counts between any two moments, not snapped: the hours that lie wholly inside come from the rollup, the begun
 * ones at both ends from the log, which is at most two hours of it.
 */
export async function skillCountsBetween(reader: SqlReader, moments: Moments): Promise<readonly NamedCounts[]> {
  const firstWholeHour = Math.ceil(moments.sinceMs / hourMs);
  const endOfWholeHours = Math.max(firstWholeHour, Math.floor(moments.untilMs / hourMs));
  const rows = await reader.all(countsQuery, [
    firstEventKeyAt(moments.sinceMs),
    firstEventKeyAt(Math.min(firstWholeHour * hourMs, moments.untilMs)),
    firstEventKeyAt(Math.min(endOfWholeHours * hourMs, moments.untilMs)),
    firstEventKeyAt(moments.untilMs),
    firstWholeHour,
    endOfWholeHours,
    moments.kind ?? null,
  ]);
  return rows.map((row) => ({
    skillName: toText(row[0]),
    invocations: toNumber(row[1]),
    completed: toNumber(row[2]),
    failed: toNumber(row[3]),
    durationCount: toNumber(row[4]),
    durationSecondsSum: toNumber(row[5]),
    lastInvokedAtMs: toNumber(row[6]),
  }));
}

const logPart = (from: string, to: string): string => `
  SELECT e.skill_id, count(*) AS invocations,
    count(*) FILTER (WHERE e.completed = 1) AS completed, count(*) FILTER (WHERE e.completed = 0) AS failed,
    count(e.duration_seconds) AS duration_count, coalesce(sum(e.duration_seconds), 0.0) AS duration_seconds,
    max(e.event_key) >> 21 AS last_invoked_at_ms
  FROM skill_event AS e WHERE e.event_key >= ${from} AND e.event_key < ${to}
  GROUP BY e.skill_id`;

const countsQuery = `
  SELECT k.name, sum(part.invocations), sum(part.completed), sum(part.failed), sum(part.duration_count),
    sum(part.duration_seconds), max(part.last_invoked_at_ms)
  FROM (
    ${logPart('?1', '?2')}
    UNION ALL ${logPart('?3', '?4')}
    UNION ALL
    SELECT r.skill_id, r.invocations, r.completed, r.failed, r.duration_count, r.duration_us_sum / 1e6,
      r.last_invoked_at_ms
    FROM skill AS s CROSS JOIN skill_rollup_hour AS r
    WHERE r.skill_id = s.skill_id AND r.hour >= ?5 AND r.hour < ?6
  ) AS part
  JOIN skill AS k ON k.skill_id = part.skill_id
  WHERE ?7 IS NULL OR k.kind = ?7
  GROUP BY k.name`;
