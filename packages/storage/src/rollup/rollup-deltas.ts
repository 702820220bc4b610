import { CallTotals } from '../call-totals/call-totals.ts';
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
  /** Whether `skill_metrics`, `skill_call_total` and the sums of usage follow too. */
  readonly metrics: boolean;
};

/** Everything that follows from the rows which a batch changed in the log. */
export class RollupDeltas {
  readonly #skills = new SkillRollup();
  readonly #sessions = new SkillSessions();
  readonly #usage = new UsageRollup();
  readonly #metrics = new SkillMetrics();
  readonly #totals = new CallTotals();
  readonly #workflowSessions = new Set<number>();

  addEvent(change: EventChange): void {
    const outcome = outcomeDelta(change.invokedAtMs, change.before, change.after);
    this.#skills.add(change, outcome);
    this.#sessions.add(change);
    this.#usage.addEvent(change);
    this.#metrics.add(change, outcome);
    this.#totals.add(change, outcome);
    if (change.after.workflowPathLabel !== null) this.#workflowSessions.add(change.after.sessionId);
  }

  /** UTC epoch hours of every event that was added or filled. */
  touchedHours(): ReadonlySet<number> {
    return this.#skills.hours.touchedStarts();
  }

  /** Sessions in which a call of a workflow was added or filled. */
  workflowSessions(): ReadonlySet<number> {
    return this.#workflowSessions;
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
      this.#usage.write(transaction, { sums: options.metrics }),
    ]);
    if (!options.metrics) return;
    await this.#metrics.write(transaction);
    await this.#totals.write(transaction);
  }
}
