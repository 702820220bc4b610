import type { SqlTransaction } from '../engine/sql-engine.ts';
import { followUpCount } from '../migrations/v8-project-tables.ts';
import { durationBin } from '../rollup/duration-sketch.ts';
import { hourOf, dayOfHour, outcomeDelta } from '../rollup/event-change.ts';
import { RollupBuckets } from '../rollup/rollup-buckets.ts';
import { writeBuckets } from '../rollup/rollup-tables.ts';
import { everyProject } from '../rollup/skill-rollup.ts';
import { type LoggedEvent, streamEvents } from '../rollup/stream-log.ts';
import { sealUsageOfCalls } from './seal-usage.ts';
import { SealedSkillMetrics } from './sealed-skill-metrics.ts';
import { noProject, sealedDayTable, sealedHourTable } from './sealed-tables.ts';

/**
 * Counts the calls that are about to be taken out of the log, so that every rollup stays as it is. Part of the transaction
 * that deletes them; nothing may be in the log before them.
 *
 * @param endKey - calls before are sealed
 */
export async function sealCalls(transaction: SqlTransaction, endKey: bigint): Promise<void> {
  await sealCounts(transaction, endKey);
  await sealSessions(transaction, endKey);
  await sealAggregates(transaction, endKey);
  await sealUsageOfCalls(transaction, endKey);
  // Minus the hour: no key of the log is negative, so that a late word on such a call finds nothing to change.
  await transaction.run(
    'UPDATE event_identity SET event_key = -((event_key >> 21) / 3600000) WHERE event_key >= 0 AND event_key < ?1',
    [endKey],
  );
}

async function sealCounts(transaction: SqlTransaction, endKey: bigint): Promise<void> {
  for await (const events of streamEvents(transaction, endKey)) {
    const hours = new RollupBuckets();
    const days = new RollupBuckets();
    const metrics = new SealedSkillMetrics();
    for (const event of events) {
      addTo(hours, days, event);
      metrics.add(event);
    }
    await writeBuckets(transaction, sealedHourTable, hours.sorted());
    await writeBuckets(transaction, sealedDayTable, days.sorted());
    await metrics.write(transaction);
  }
}

function addTo(hours: RollupBuckets, days: RollupBuckets, { invokedAtMs, fields }: LoggedEvent): void {
  const delta = outcomeDelta(invokedAtMs, null, fields);
  const bin = delta.duration === null ? 0 : durationBin(delta.duration);
  const hour = hourOf(invokedAtMs);
  for (const projectId of [everyProject, fields.projectId ?? noProject]) {
    hours.bucket(projectId, fields.skillId, hour).add(delta, bin);
    days.bucket(projectId, fields.skillId, dayOfHour(hour)).add(delta, bin);
  }
}

async function sealSessions(transaction: SqlTransaction, endKey: bigint): Promise<void> {
  await transaction.run(
    `INSERT INTO sealed_session_hour (skill_id, session_id, hour, project_id)
     SELECT DISTINCT skill_id, session_id, (event_key >> 21) / 3600000, coalesce(project_id, 0)
     FROM skill_event WHERE event_key < ?1 ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING`,
    [endKey],
  );
}

const aggregateSums = [
  'invocations',
  'completed',
  'failed',
  'duration_count',
  'duration_us_sum',
  'follow_up_count',
  'follow_up_sum',
  'follow_up_square_sum',
];

const durationUs = `CASE WHEN e.duration_seconds >= 0
  THEN CAST(min(e.duration_seconds, 31536000.0) * 1e6 + 0.5 AS INTEGER) END`;

async function sealAggregates(transaction: SqlTransaction, endKey: bigint): Promise<void> {
  await transaction.run(
    `INSERT INTO sealed_aggregate_day (project_id, skill_id, day, phase_label, model_label, ${aggregateSums.join(', ')},
       first_used_ms, last_used_ms)
     SELECT project_id, skill_id, day, phase, model, count(*), coalesce(sum(completed = 1), 0),
       coalesce(sum(completed = 0), 0), count(duration_us), coalesce(sum(duration_us), 0), count(follow_ups),
       coalesce(sum(follow_ups), 0), coalesce(sum(follow_ups * follow_ups), 0), min(at_ms), max(at_ms)
     FROM (
       SELECT e.project_id, e.skill_id, (e.event_key >> 21) / 86400000 AS day, coalesce(e.phase_label, 0) AS phase,
         coalesce(e.model_label, 0) AS model, e.completed, ${durationUs} AS duration_us, e.event_key >> 21 AS at_ms,
         ${followUpCount('e')} AS follow_ups
       FROM skill_event AS e WHERE e.event_key < ?1 AND e.project_id IS NOT NULL)
     WHERE true GROUP BY project_id, skill_id, day, phase, model
     ON CONFLICT DO UPDATE SET ${aggregateSums.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(', ')},
       first_used_ms = min(first_used_ms, excluded.first_used_ms),
       last_used_ms = max(last_used_ms, excluded.last_used_ms)`,
    [endKey],
  );
}
