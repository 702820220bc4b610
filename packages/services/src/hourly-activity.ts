import type { HourlyResult, RollupWindow, SkillBucket, SkillFilter } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import { outcomeCounts } from './outcome-counts.ts';
import { resultWindow } from './result-window.ts';

export type HourlyActivityDependencies = {
  readonly rollups: { skillBuckets(window: RollupWindow, filter: SkillFilter): Promise<readonly SkillBucket[]> };
};

/** What ran in which hour. */
export class HourlyActivity {
  readonly #rollups: HourlyActivityDependencies['rollups'];

  constructor({ rollups }: HourlyActivityDependencies) {
    this.#rollups = rollups;
  }

  /**
   * @param window - of hours, however long
   * @throws {RangeError} for a window of days
   */
  async hourly(window: RollupWindow, filter: Omit<SkillFilter, 'projectId'> = {}): Promise<HourlyResult> {
    if (window.bucket !== 'hour') throw new RangeError('hourly requires a window of hours, got one of days');
    const buckets = await this.#rollups.skillBuckets(window, filter);
    const hours = buckets.toSorted((a, b) => a.startMs - b.startMs || b.invocations - a.invocations);
    return {
      window: resultWindow(window),
      hours: hours.map((bucket) => ({
        hour: toTimestamp(bucket.startMs),
        skillName: bucket.skillName,
        kind: bucket.kind,
        invocations: bucket.invocations,
        completionRate: outcomeCounts(bucket).completionRate,
        averageDurationSeconds: bucket.durationCount === 0 ? null : bucket.durationSecondsSum / bucket.durationCount,
        uniqueSessions: bucket.sessions,
      })),
    };
  }
}
