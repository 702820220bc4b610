import { raiseCallTotals } from '../call-totals/call-totals.ts';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { restoreSkillMetrics } from '../retention/sealed-skill-metrics.ts';
import { dropExpiredHours, hasSealedTables, restoreSealed } from '../retention/restore-sealed.ts';
import { outcomeDelta } from './event-change.ts';
import { RollupDeltas } from './rollup-deltas.ts';
import { rebuildUsageSums } from './usage-sums.ts';
import { SkillMetrics } from './skill-metrics.ts';
import { streamEvents, streamMessageUsages } from './stream-log.ts';

// Every session may have rows from an earlier step.
const stepOptions = { firstNewSession: Infinity, metrics: false };

/**
 * Makes every rollup anew from the log and from what retention has sealed of it, in steps of bounded memory. The result
 * equals what ingest maintains; totals that never go down are only raised.
 * `skill_metrics` is V1's table and has a rebuild of its own.
 */
export async function rebuildRollups(transaction: SqlTransaction): Promise<void> {
  await transaction.script(`
    DELETE FROM skill_rollup_hour;
    DELETE FROM skill_rollup_day;
    DELETE FROM skill_session_hour;
    DELETE FROM skill_session_gap_hour;
    DELETE FROM skill_session_gap_day;
    DELETE FROM usage_rollup_day;`);
  const isSealed = await hasSealedTables(transaction);
  if (isSealed) await restoreSealed(transaction);
  for await (const events of streamEvents(transaction)) {
    const deltas = new RollupDeltas();
    for (const { invokedAtMs, fields } of events) deltas.addEvent({ invokedAtMs, before: null, after: fields });
    await deltas.write(transaction, stepOptions);
  }
  for await (const usages of streamMessageUsages(transaction)) {
    const deltas = new RollupDeltas();
    for (const usage of usages) deltas.addMessage(usage, 1);
    await deltas.write(transaction, stepOptions);
  }
  if (isSealed) {
    await dropExpiredHours(transaction);
    await rebuildUsageSums(transaction);
  }
  await raiseCallTotals(transaction);
}

/**
 * Makes the rows of `skill_metrics` anew for every skill of the log. Rows of other skills stay: tables of V4 refer to
 * them. Needs the rollups as they should be.
 */
export async function rebuildSkillMetrics(transaction: SqlTransaction): Promise<void> {
  await transaction.run(`
    UPDATE skill_metrics SET total_invocations = 0, completed_invocations = 0, abandoned_invocations = 0,
      total_duration_seconds = 0.0, avg_duration_seconds = NULL, completion_rate = 0.0,
      first_invoked = NULL, last_invoked = NULL, workflow_paths = '{}', common_errors = '{}', follow_up_actions = '{}'
    WHERE skill_name IN (SELECT name FROM skill)`);
  if (await hasSealedTables(transaction)) await restoreSkillMetrics(transaction);
  const metrics = new SkillMetrics();
  for await (const events of streamEvents(transaction)) {
    for (const { invokedAtMs, fields } of events) {
      const outcome = outcomeDelta(invokedAtMs, null, fields);
      metrics.add({ invokedAtMs, before: null, after: fields }, outcome);
    }
  }
  await metrics.write(transaction);
}
