import type { RollupWindow, SkillBucket, SkillKind } from '@skills/schema';

export type ActivitySeries = {
  /** UTC epoch milliseconds of the first bucket. */
  readonly sinceMs: number;
  readonly bucketMs: number;
  /** Calls per bucket, oldest first, 0 where the skill did not run. */
  of(skill: { readonly skillName: string; readonly kind: SkillKind }): readonly number[];
};

const hourMs = 3_600_000;
const dayMs = 86_400_000;
// A window of "all" starts long before the first call; a series of thousands of empty days tells nothing.
const mostBuckets = 366;

/** Buckets as equally long series over the window, or over its last 366 buckets when it is longer. */
export function activitySeries(window: RollupWindow, buckets: readonly SkillBucket[]): ActivitySeries {
  const bucketMs = window.bucket === 'hour' ? hourMs : dayMs;
  const firstMs = buckets.reduce((first, { startMs }) => Math.min(first, startMs), window.untilMs);
  const wholeLength = (window.untilMs - window.sinceMs) / bucketMs;
  const sinceMs =
    wholeLength <= mostBuckets ? window.sinceMs : Math.max(firstMs, window.untilMs - mostBuckets * bucketMs);
  const length = (window.untilMs - sinceMs) / bucketMs;
  const bySkill = Map.groupBy(buckets, ({ skillName, kind }) => keyOf(skillName, kind));
  return {
    sinceMs,
    bucketMs,
    of({ skillName, kind }) {
      const counts = new Map(
        (bySkill.get(keyOf(skillName, kind)) ?? []).map(({ startMs, invocations }) => [startMs, invocations]),
      );
      return Array.from({ length }, (_, index) => counts.get(sinceMs + index * bucketMs) ?? 0);
    },
  };
}

function keyOf(skillName: string, kind: SkillKind): string {
  return `${kind} ${skillName}`;
}
