import { type RollupWindow, type SkillBucket, type SkillKind, toTimestamp, type TrendMetric } from '@skills/schema';
import type { BucketSource } from './trend-source.ts';

export type HourlyMetrics = {
  /** Start of the UTC hour, ISO 8601. */
  readonly timestamp: string;
  readonly skillName: string;
  readonly kind: SkillKind;
  readonly invocationCount: number;
  /** Fraction in [0, 1] of the calls whose outcome is known; `null` when none is. */
  readonly completionRate: number | null;
  /** Over every call whose duration is known; `null` when none is. */
  readonly avgDurationSeconds: number | null;
  readonly uniqueSessions: number;
};

export type PlotData = {
  readonly skillName: string;
  readonly metric: TrendMetric;
  /** Starts of UTC hours, ISO 8601, every hour of the window. */
  readonly timestamps: readonly string[];
  /** One per hour; a count is 0 where nothing ran, a rate and an average are `null`. */
  readonly values: readonly (number | null)[];
};

export type HourlyQuestion = {
  readonly skillName?: string | undefined;
  readonly kind?: SkillKind | undefined;
  readonly hours: number;
  readonly nowMs: number;
};

const hourMs = 3_600_000;
const mostHours = 24 * 36_600;

/** Whole UTC hours, the current one (so far) included, by skill and time. */
export async function hourlyMetrics(
  rollups: BucketSource,
  { skillName, kind, hours, nowMs }: HourlyQuestion,
): Promise<readonly HourlyMetrics[]> {
  const buckets = await rollups.skillBuckets(lastHours(hours, nowMs), { skillName, kind });
  return buckets.map((bucket) => ({
    timestamp: toTimestamp(bucket.startMs),
    skillName: bucket.skillName,
    kind: bucket.kind,
    invocationCount: bucket.invocations,
    completionRate: ratio(bucket.completed, bucket.completed + bucket.failed),
    avgDurationSeconds: ratio(bucket.durationSecondsSum, bucket.durationCount),
    uniqueSessions: bucket.sessions,
  }));
}

/** One metric of one name, its kinds together, hour by hour without gaps. */
export async function plotData(
  rollups: BucketSource,
  {
    skillName,
    kind,
    hours,
    nowMs,
    metric,
  }: HourlyQuestion & { readonly skillName: string; readonly metric: TrendMetric },
): Promise<PlotData> {
  const window = lastHours(hours, nowMs);
  const buckets = Map.groupBy(await rollups.skillBuckets(window, { skillName, kind }), ({ startMs }) => startMs);
  const starts = Array.from({ length: hours }, (_, index) => window.sinceMs + index * hourMs);
  return {
    skillName,
    metric,
    timestamps: starts.map(toTimestamp),
    values: starts.map((startMs) => valueOf(buckets.get(startMs) ?? [], metric)),
  };
}

function valueOf(buckets: readonly SkillBucket[], metric: TrendMetric): number | null {
  const sum = (part: (bucket: SkillBucket) => number): number =>
    buckets.reduce((total, bucket) => total + part(bucket), 0);
  switch (metric) {
    case 'completion_rate':
      return ratio(
        sum(({ completed }) => completed),
        sum(({ completed, failed }) => completed + failed),
      );
    case 'avg_duration_seconds':
      return ratio(
        sum(({ durationSecondsSum }) => durationSecondsSum),
        sum(({ durationCount }) => durationCount),
      );
    case 'invocation_count':
      return sum(({ invocations }) => invocations);
    default:
      return metric satisfies never;
  }
}

/** @throws {RangeError} when the hours are not an integer of at least 1 */
function lastHours(hours: number, nowMs: number): RollupWindow {
  if (!Number.isSafeInteger(hours) || hours < 1 || hours > mostHours) {
    throw new RangeError(`hours must be an integer from 1 to ${mostHours}, got ${hours}`);
  }
  const untilMs = (Math.floor(nowMs / hourMs) + 1) * hourMs;
  return { sinceMs: untilMs - hours * hourMs, untilMs, bucket: 'hour' };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
