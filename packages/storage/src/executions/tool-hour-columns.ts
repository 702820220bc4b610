import { executionKindsSql, executionTokens } from './execution-columns.ts';

/** Counts and exact sums that a tool has in an hour, as columns. */
export const toolHourSums = [
  'executions',
  'successful',
  'failed',
  'duration_count',
  'duration_us_sum',
  'cost_count',
  'cost_nano_usd_sum',
  'token_count',
  'token_sum',
] as const;

/** The same over events `e`, in the order of `toolHourSums`. */
const sumsOfEvents = `count(*), count(*) FILTER (WHERE e.completed = 1), count(*) FILTER (WHERE e.completed = 0),
    count(e.duration_seconds), coalesce(sum(CAST(round(e.duration_seconds * 1e6) AS INTEGER)), 0),
    count(e.cost_usd), coalesce(sum(CAST(round(e.cost_usd * 1e9) AS INTEGER)), 0),
    count(${executionTokens}), coalesce(sum(${executionTokens}), 0)`;

/**
 * SELECT of the hour, the skill's id and `toolHourSums` of the executions of the log.
 *
 * @param source - what stands before the event `e` in FROM, ending with a join
 * @param condition - on `e` and the source
 */
export function toolHoursOfLog(source: string, condition: string): string {
  return `SELECT (e.event_key >> 21) / 3600000 AS hour, e.skill_id AS skill_id, ${sumsOfEvents}
    FROM ${source} skill_event AS e
    WHERE ${condition} AND +e.skill_id IN (SELECT skill_id FROM skill WHERE kind IN (${executionKindsSql}))
    GROUP BY 1, 2`;
}

/** The executions of the open hours [`?1`, `?2`). */
export const toolHoursOfOpenHours: string = toolHoursOfLog(
  'execution_hour_open AS o CROSS JOIN',
  `o.hour >= ?1 AND o.hour < ?2
      AND e.event_key >= ((o.hour * 3600000) << 21) AND e.event_key < (((o.hour + 1) * 3600000) << 21)`,
);
