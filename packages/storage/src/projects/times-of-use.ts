import type { SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { aggregatePeriod, windowNumbers } from './aggregate-period.ts';
import type { AggregateKey } from './aggregate-row.ts';

/** Row 0 of `skill_aggregate.project_id`. */
export const everyProject = 0;

/**
 * First and last calls of periods, from the days of a project, those of all time from its months; then those of every
 * project, from the projects.
 */
export async function writeTimesOfUse(transaction: SqlTransaction, keys: readonly AggregateKey[]): Promise<void> {
  if (keys.length === 0) return;
  const ofProjects = keys.filter(({ projectId }) => projectId !== everyProject);
  const months = await transaction.all(
    `SELECT DISTINCT period FROM skill_aggregate WHERE time_window = ${windowNumbers.monthly}`,
  );
  const allMonths = JSON.stringify(months.map(([period = null]) => toNumber(period)));
  // Weeks and months before all time, which is made of months.
  for (const isAllTime of [false, true]) {
    const parts = isAllTime ? windowNumbers.monthly : windowNumbers.daily;
    // oxlint-disable-next-line no-await-in-loop -- all time needs the months
    await transaction.runMany(
      `UPDATE skill_aggregate SET (first_used_ms, last_used_ms) = (
         SELECT min(d.first_used_ms), max(d.last_used_ms) FROM json_each(?5) AS j
         CROSS JOIN skill_aggregate AS d ON d.time_window = ${parts} AND d.period = j.value AND d.project_id = ?3
           AND d.skill_id = ?4)
       WHERE time_window = ?1 AND period = ?2 AND project_id = ?3 AND skill_id = ?4`,
      ofProjects
        .filter(({ timeWindow }) => (timeWindow === windowNumbers.all) === isAllTime)
        .map(({ timeWindow, period, projectId, skillId }) => [
          timeWindow,
          period,
          projectId,
          skillId,
          isAllTime ? allMonths : daysOf(timeWindow, period),
        ]),
    );
  }
  await transaction.runMany(
    `UPDATE skill_aggregate SET (first_used_ms, last_used_ms) = (
       SELECT min(p.first_used_ms), max(p.last_used_ms) FROM aggregated_project AS known
       CROSS JOIN skill_aggregate AS p ON p.time_window = ?1 AND p.period = ?2 AND p.project_id = known.project_id
         AND p.skill_id = ?3)
     WHERE time_window = ?1 AND period = ?2 AND project_id = ${everyProject} AND skill_id = ?3`,
    keys
      .filter(({ projectId }) => projectId === everyProject)
      .map(({ timeWindow, period, skillId }) => [timeWindow, period, skillId]),
  );
}

/** Days of a week or a month, as JSON. */
function daysOf(timeWindow: number, period: number): string {
  const { fromDay, toDay } = aggregatePeriod(timeWindow === windowNumbers.weekly ? 'weekly' : 'monthly', period);
  return JSON.stringify(Array.from({ length: toDay - fromDay }, (_, index) => fromDay + index));
}
