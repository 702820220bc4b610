import { humanEffortSeconds } from '@skills/analytics';
import { humanEffortLevels } from '@skills/schema';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { executionKindsSql } from './execution-columns.ts';

const levels = humanEffortLevels.map((level) => `'${level}'`).join(', ');
const stated = `(e.details ->> '$.humanEffortLevel')`;

/** What an execution states, else what its duration says; '' for neither. */
const levelOfExecution = `CASE
  WHEN e.details IS NOT NULL AND instr(e.details, '"humanEffortLevel"') > 0
    THEN CASE WHEN ${stated} IN (${levels}) THEN ${stated} ELSE '' END
  WHEN e.duration_seconds > ${humanEffortSeconds.high} THEN 'HIGH'
  WHEN e.duration_seconds >= ${humanEffortSeconds.medium} THEN 'MEDIUM'
  WHEN e.duration_seconds IS NOT NULL THEN 'LOW'
  ELSE '' END`;

/** Makes the counts of the open hours [`?1`, `?2`) anew. */
export async function makeHourEfforts(transaction: SqlTransaction, window: readonly number[]): Promise<void> {
  const open = 'SELECT hour FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2';
  await transaction.run(`DELETE FROM tier2_hour_efforts WHERE hour IN (${open})`, window);
  await transaction.run(
    `INSERT INTO tier2_hour_efforts (hour, level, tasks, timed_tasks, duration_us)
     SELECT o.hour, ${levelOfExecution}, count(*), count(e.duration_seconds),
       coalesce(sum(CAST(round(e.duration_seconds * 1e6) AS INTEGER)), 0)
     FROM (${open}) AS o CROSS JOIN skill_event AS e
     WHERE e.event_key >= ((o.hour * 3600000) << 21) AND e.event_key < (((o.hour + 1) * 3600000) << 21)
       AND +e.skill_id IN (SELECT skill_id FROM skill WHERE kind IN (${executionKindsSql}))
     GROUP BY 1, 2`,
    window,
  );
}
