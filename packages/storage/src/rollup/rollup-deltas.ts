import type { SqlTransaction } from '../engine/sql-engine.ts';
import { type EventChange, outcomeDelta } from './event-change.ts';
import { SkillMetrics } from './skill-metrics.ts';
import { SkillRollup } from './skill-rollup.ts';
import { SkillSessions } from './skill-sessions.ts';
import type { UsageContribution } from './usage-contribution.ts';
import { UsageRollup } from './usage-rollup.ts';

export type RollupWriteOptions = {
  /** Sessions from this id on have no rows yet, so none are looked up. */
  readonly firstNewSession: number;
  /** Whether `skill_metrics` follows too. */
  readonly metrics: boolean;
};

/** Everything that follows from the rows which a batch changed in the log. */
export class RollupDeltas {
  readonly #skills = new SkillRollup();
  readonly #sessions = new SkillSessions();
  readonly #usage = new UsageRollup();
  readonly #metrics = new SkillMetrics();

  addEvent(change: EventChange): void {
    const outcome = outcomeDelta(change.invokedAtMs, change.before, change.after);
    this.#skills.add(change, outcome);
    this.#sessions.add(change);
    this.#usage.addEvent(change);
    this.#metrics.add(change, outcome);
  }

  /** UTC epoch hours of every event that was added or filled. */
  touchedHours(): ReadonlySet<number> {
    return this.#skills.hours.touchedStarts();
  }

  /** @param sign - -1 takes back what was added for an earlier view of the same message */
  addMessage(usage: UsageContribution, sign: 1 | -1): void {
    this.#usage.add(usage, sign);
  }

  /** Call once, when the log holds the changes. */
  async write(transaction: SqlTransaction, options: RollupWriteOptions): Promise<void> {
    this.#skills.sumHours();
    await this.#sessions.count(transaction, this.#skills, options.firstNewSession);
    await Promise.all([
      this.#sessions.write(transaction),
      this.#skills.write(transaction),
      this.#usage.write(transaction),
    ]);
    if (options.metrics) await this.#metrics.write(transaction);
  }
}
