import { toTimestamp, type SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { hourMs } from '../read/snap-window.ts';
import { requirePositiveInteger } from './positive-integer.ts';
import { requireHours } from './require-hours.ts';
import { skillCountsBetween } from './skill-counts-between.ts';

export type RealTimeMetricsOptions = {
  readonly limit?: number;
  readonly timeWindowHours?: number;
  readonly kind?: SkillKind | undefined;
};

export type RealTimeSkillMetrics = {
  readonly skillName: string;
  readonly invocationCount: number;
  readonly completedCount: number;
  readonly failedCount: number;
  /** Over every call whose duration is known; `null` when none is. */
  readonly avgDurationSeconds: number | null;
  /** ISO 8601 UTC. */
  readonly lastInvocationAt: string;
};

/** Skills of the last hours up to now, the most used first, equal ones by name. The window slides with the clock. */
export async function realTimeMetrics(
  reader: SqlReader,
  nowMs: number,
  { limit = 10, timeWindowHours = 1, kind }: RealTimeMetricsOptions = {},
): Promise<readonly RealTimeSkillMetrics[]> {
  requirePositiveInteger('limit', limit);
  requireHours('timeWindowHours', timeWindowHours);
  // `now` itself is inside: an event stored this millisecond is seen at once.
  const moments = { sinceMs: nowMs - timeWindowHours * hourMs, untilMs: nowMs + 1, kind };
  const counts = await skillCountsBetween(reader, moments);
  return counts
    .toSorted((a, b) => b.invocations - a.invocations || (a.skillName < b.skillName ? -1 : 1))
    .slice(0, limit)
    .map((skill) => ({
      skillName: skill.skillName,
      invocationCount: skill.invocations,
      completedCount: skill.completed,
      failedCount: skill.failed,
      avgDurationSeconds: skill.durationCount === 0 ? null : skill.durationSecondsSum / skill.durationCount,
      lastInvocationAt: toTimestamp(skill.lastInvokedAtMs),
    }));
}
