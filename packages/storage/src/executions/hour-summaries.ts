import type { SqlEngine, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { hourMs } from '../read/snap-window.ts';
import { forgetFindings } from './execution-findings.ts';
import { makeHourEfforts } from './hour-efforts.ts';
import { makeHourLoads } from './hour-loads.ts';
import { openExecutionHours } from './open-hours.ts';
import { readTierRetention } from './tier-retention.ts';
import { toolHoursOfLog, toolHoursOfOpenHours, toolHourSums } from './tool-hour-columns.ts';

export type SummaryCounts = {
  /** Hours whose summary was made (anew). */
  readonly hours: number;
  /** Hours whose summary is past its retention. */
  readonly expired: number;
};

// A transaction ends after so many hours: another writer gets its turn, and a kill loses little.
const hoursPerTransaction = 240;

const columns = toolHourSums.join(', ');

/**
 * Makes the summaries of the closed hours whose log has changed, and lets go of those past the retention of tier 2. Each
 * transaction leaves summaries that hold or hours that are named as open; running it twice changes nothing.
 *
 * @param nowMs - UTC epoch milliseconds; the hour of it is not closed
 */
export async function summariseHours(engine: SqlEngine, nowMs: number): Promise<SummaryCounts> {
  const closedHour = Math.floor(nowMs / hourMs);
  const { tier2Hours } = await readTierRetention(engine);
  const oldestHour = closedHour - tier2Hours;
  let hours = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
    const made = await engine.transaction(async (transaction) =>
      makeSummaries(transaction, { oldestHour, closedHour }),
    );
    hours += made;
    if (made < hoursPerTransaction) break;
  }
  const expired = await expireSummaries(engine, oldestHour);
  return { hours, expired };
}

/**
 * Counts what is about to be deleted from the log, so that its summaries stay as they are. Part of the transaction that
 * deletes; hours past the retention of tier 2 are not kept.
 *
 * @param beforeMs - what happened before is going to be deleted
 */
export async function sealExecutionHours(transaction: SqlTransaction, beforeMs: number): Promise<void> {
  const { tier2Hours } = await readTierRetention(transaction);
  const fromMs = (Math.floor(beforeMs / hourMs) - tier2Hours) * hourMs;
  const parameters = [firstEventKeyAt(fromMs), firstEventKeyAt(beforeMs)];
  const going = 'e.event_key >= ?1 AND e.event_key < ?2';
  const hours = await transaction.all(
    `SELECT DISTINCT (e.event_key >> 21) / 3600000 FROM skill_event AS e WHERE ${going}`,
    parameters,
  );
  await transaction.run(
    `INSERT INTO tier2_tool_hours (hour, skill_id, ${columns}, sealed)
     SELECT *, 1 FROM (${toolHoursOfLog('', going)}) WHERE true
     ON CONFLICT (hour, skill_id, sealed) DO UPDATE SET
       ${toolHourSums.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`,
    parameters,
  );
  await openExecutionHours(
    transaction,
    hours.map(([hour]) => toNumber(hour)),
  );
}

async function makeSummaries(
  transaction: SqlTransaction,
  { oldestHour, closedHour }: { readonly oldestHour: number; readonly closedHour: number },
): Promise<number> {
  await transaction.run('DELETE FROM execution_hour_open WHERE hour < ?1', [oldestHour]);
  const [range] = await transaction.all(
    `SELECT count(*), min(hour), max(hour) FROM
       (SELECT hour FROM execution_hour_open WHERE hour < ?1 ORDER BY hour LIMIT ${hoursPerTransaction})`,
    [closedHour],
  );
  const count = toNumber(range?.[0]);
  if (count === 0) return 0;
  const window = [toNumber(range?.[1]), toNumber(range?.[2]) + 1];
  const isOpen = 'IN (SELECT hour FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2)';
  await transaction.run(`DELETE FROM tier2_tool_hours WHERE hour ${isOpen} AND sealed = 0`, window);
  await transaction.run(`DELETE FROM tier2_hourly_summaries WHERE id ${isOpen}`, window);
  await transaction.run(
    `INSERT INTO tier2_tool_hours (hour, skill_id, ${columns}, sealed) SELECT *, 0 FROM (${toolHoursOfOpenHours})`,
    window,
  );
  await transaction.run(summariesSql(isOpen), window);
  const isTouchedDay = 'IN (SELECT hour / 24 FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2)';
  await transaction.run(`DELETE FROM tier2_tool_days WHERE day ${isTouchedDay}`, window);
  await transaction.run(
    `INSERT INTO tier2_tool_days (day, skill_id, ${columns})
     SELECT hour / 24, skill_id, ${toolHourSums.map((column) => `sum(${column})`).join(', ')}
     FROM tier2_tool_hours
     WHERE hour >= (?1 / 24) * 24 AND hour < ((?2 + 23) / 24) * 24 AND hour / 24 ${isTouchedDay}
     GROUP BY 1, 2`,
    window,
  );
  await makeHourLoads(transaction, window);
  await makeHourEfforts(transaction, window);
  await forgetFindings(transaction, window);
  await transaction.run('DELETE FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2', window);
  return count;
}

/** One row for each of the hours that has executions. */
function summariesSql(isOpen: string): string {
  return `INSERT INTO tier2_hourly_summaries (id, hour_timestamp, total_tasks, successful_tasks, failed_tasks, total_cost,
      total_tokens, avg_task_duration, tool_counts, created_at)
    SELECT hour, strftime('%Y-%m-%dT%H:%M:%fZ', hour * 3600, 'unixepoch'), sum(executions), sum(successful), sum(failed),
      CASE WHEN sum(cost_count) > 0 THEN sum(cost_nano_usd_sum) / 1e9 END,
      CASE WHEN sum(token_count) > 0 THEN sum(token_sum) END,
      CASE WHEN sum(duration_count) > 0 THEN sum(duration_us_sum) / 1e6 / sum(duration_count) END,
      json_group_object(name, executions),
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    FROM (
      SELECT t.hour, s.name, ${toolHourSums.map((column) => `sum(t.${column}) AS ${column}`).join(', ')}
      FROM tier2_tool_hours AS t JOIN skill AS s ON s.skill_id = t.skill_id
      WHERE t.hour ${isOpen}
      GROUP BY t.hour, s.name ORDER BY t.hour, s.name)
    GROUP BY hour`;
}

async function expireSummaries(engine: SqlEngine, oldestHour: number): Promise<number> {
  const [old] = await engine.all('SELECT 1 FROM tier2_tool_hours WHERE hour < ?1 LIMIT 1', [oldestHour]);
  if (old === undefined) return 0;
  return engine.transaction(async (transaction) => {
    await transaction.run('DELETE FROM tier2_tool_hours WHERE hour < ?1', [oldestHour]);
    await transaction.run('DELETE FROM tier2_tool_days WHERE day * 24 < ?1', [oldestHour]);
    await transaction.run('DELETE FROM tier2_hour_loads WHERE hour < ?1', [oldestHour]);
    await transaction.run('DELETE FROM tier2_hour_efforts WHERE hour < ?1', [oldestHour]);
    return transaction.run('DELETE FROM tier2_hourly_summaries WHERE id < ?1', [oldestHour]);
  });
}
