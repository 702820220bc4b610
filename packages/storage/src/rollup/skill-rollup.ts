import type { SqlTransaction } from '../engine/sql-engine.ts';
import { durationBin } from './duration-sketch.ts';
import { dayOfHour, type EventChange, hourOf, type OutcomeDelta, outcomeDelta } from './event-change.ts';
import { RollupBuckets } from './rollup-buckets.ts';
import { dayTable, hourTable, writeBuckets } from './rollup-tables.ts';

/** Project of the rows that count every project. */
export const everyProject = 0;

/** What a batch adds to `skill_rollup_hour` and `skill_rollup_day`. */
export class SkillRollup {
  readonly hours: RollupBuckets = new RollupBuckets();
  readonly days: RollupBuckets = new RollupBuckets();

  /** @param delta - of the change */
  add({ invokedAtMs, before, after }: EventChange, delta: OutcomeDelta): void {
    const hour = hourOf(invokedAtMs);
    const bin = delta.duration === null ? 0 : durationBin(delta.duration);
    this.hours.bucket(everyProject, after.skillId, hour).add(delta, bin);
    if (after.projectId === null) return;
    const bucket = this.days.bucket(after.projectId, after.skillId, dayOfHour(hour));
    if (before === null || before.projectId !== null) {
      bucket.add(delta, bin);
    } else {
      // The project has just become known: everything of the event is new to its rows.
      const whole = outcomeDelta(invokedAtMs, null, after);
      bucket.add(whole, whole.duration === null ? 0 : durationBin(whole.duration));
    }
  }

  /** Fills the days of every project from the hours. Call once, after the last `add`. */
  sumHours(): void {
    for (const hour of this.hours.all()) {
      this.days.bucket(everyProject, hour.skillId, dayOfHour(hour.start)).merge(hour);
    }
  }

  async write(transaction: SqlTransaction): Promise<void> {
    await Promise.all([
      writeBuckets(transaction, hourTable, this.hours.sorted()),
      writeBuckets(transaction, dayTable, this.days.sorted()),
    ]);
  }
}
