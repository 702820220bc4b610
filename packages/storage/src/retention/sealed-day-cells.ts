import type { SqlReader } from '../engine/sql-engine.ts';
import { AggregateCell } from '../projects/aggregate-cell.ts';
import { type DayCell, type DayCellQuestion, dayCellsOfLog } from '../projects/day-cells.ts';
import { toNumber } from '../read/cell.ts';

/** Of some days, what the log says, and what retention has sealed of it. */
export async function countedDayCells(reader: SqlReader, question: DayCellQuestion): Promise<readonly DayCell[]> {
  const logged = await dayCellsOfLog(reader, question);
  const sealed = await sealedDayCells(reader, question);
  if (sealed.length === 0) return logged;
  const cells = new Map(logged.map((dayCell) => [keyOf(dayCell), dayCell]));
  for (const part of sealed) {
    const known = cells.get(keyOf(part));
    if (known === undefined) {
      cells.set(keyOf(part), part);
      continue;
    }
    known.cell.addCounts(part.cell, 1);
    known.cell.addStrata(part.cell, 1);
  }
  return [...cells.values()];
}

function keyOf({ projectId, skillId, day }: DayCell): string {
  return `${projectId} ${skillId} ${day}`;
}

/** A cell for each phase and model. */
async function sealedDayCells(reader: SqlReader, { days, projectIds }: DayCellQuestion): Promise<readonly DayCell[]> {
  const rows = await reader.all(
    `SELECT project_id, skill_id, day, phase_label, model_label, invocations, completed, failed, duration_count,
       duration_us_sum, follow_up_count, follow_up_sum, follow_up_square_sum, first_used_ms, last_used_ms
     FROM sealed_aggregate_day
     WHERE project_id IN (SELECT value FROM json_each(?3)) AND day >= ?1 AND day < ?2`,
    [days.fromDay, days.toDay, JSON.stringify(projectIds)],
  );
  return rows.map((row): DayCell => {
    const cell = new AggregateCell();
    cell.invocations = toNumber(row[5]);
    cell.completed = toNumber(row[6]);
    cell.failed = toNumber(row[7]);
    cell.durationCount = toNumber(row[8]);
    cell.durationUsSum = toNumber(row[9]);
    cell.followUpCount = toNumber(row[10]);
    cell.followUpSum = toNumber(row[11]);
    cell.followUpSquareSum = toNumber(row[12]);
    cell.firstUsedMs = toNumber(row[13]);
    cell.lastUsedMs = toNumber(row[14]);
    cell.addOutcomes([toNumber(row[3]), toNumber(row[4])], cell.completed, cell.failed);
    return { projectId: toNumber(row[0]), skillId: toNumber(row[1]), day: toNumber(row[2]), cell };
  });
}
