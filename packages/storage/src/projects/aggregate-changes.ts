import { aggregateWindows } from '@skills/schema';
import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { insertRows, type RowInsert } from '../ingest/insert-rows.ts';
import { toNumber } from '../read/cell.ts';
import { AggregateCell } from './aggregate-cell.ts';
import { aggregatePeriod, windowNumbers } from './aggregate-period.ts';
import { type AggregateKey, aggregateCellOf, aggregateColumns, toAggregateRow } from './aggregate-row.ts';
import type { DayCell } from './day-cells.ts';
import { everyProject, writeTimesOfUse } from './times-of-use.ts';

const columns = aggregateColumns.split(', ');
const rowInsert: RowInsert<SqlRow> = {
  table: 'skill_aggregate',
  columns,
  tail: '',
  push: (values, row) => values.push(...row),
};
const replaceRow = `REPLACE INTO skill_aggregate (${aggregateColumns}) VALUES (${columns.map(() => '?').join(', ')})`;

/** What is added to a row less what is taken away, and the times of the calls that are taken away. */
type Target = {
  readonly key: AggregateKey;
  readonly delta: AggregateCell;
  takenFirstMs: number;
  takenLastMs: number;
};

// Days until the year 2200 fit 17 bits.
const periodRange = 2 ** 17;
const windowRange = 8;

/**
 * What changes in the aggregates when days are counted anew: in the rows of the day, the week, the month and all time, of
 * the project and of every project together, the old counts of the day give way to the new ones. Counts are whole numbers,
 * so that nothing depends on the order. Only the first and the last call of a period cannot be taken away: where one went,
 * they are looked up among the days.
 */
export class AggregateChanges {
  /** By window and project, then by skill and period. */
  readonly #targets = new Map<number, Map<number, Target>>();

  /**
   * What is counted as it was changes nothing: of a day's calls, a thousand new ones touch few skills of few projects.
   *
   * @param before - what the aggregates hold of these days, `after` - what the log says
   */
  add(before: readonly DayCell[], after: readonly DayCell[]): void {
    const known = new Map(before.map((dayCell) => [nameOf(dayCell), dayCell] as const));
    for (const dayCell of after) {
      const name = nameOf(dayCell);
      const old = known.get(name);
      known.delete(name);
      if (old?.cell.equals(dayCell.cell) === true) continue;
      if (old !== undefined) this.#spread(old, -1);
      this.#spread(dayCell, 1);
    }
    for (const dayCell of known.values()) this.#spread(dayCell, -1);
  }

  #spread({ projectId, skillId, day, cell }: DayCell, sign: 1 | -1): void {
    for (const window of aggregateWindows) {
      const timeWindow = windowNumbers[window];
      const period = aggregatePeriod(window, day).fromDay;
      const own = this.#target({ timeWindow, projectId, period, skillId });
      // The row of a day is counted as a whole: what it was does not matter.
      if (sign === 1 || window !== 'daily') change(own, cell, sign).addStrata(cell, sign);
      change(this.#target({ timeWindow, projectId: everyProject, period, skillId }), cell, sign);
    }
  }

  #target(key: AggregateKey): Target {
    const outer = key.projectId * windowRange + key.timeWindow;
    let ofProject = this.#targets.get(outer);
    if (ofProject === undefined) this.#targets.set(outer, (ofProject = new Map<number, Target>()));
    const inner = key.skillId * periodRange + key.period;
    let target = ofProject.get(inner);
    if (target === undefined) {
      target = { key, delta: new AggregateCell(), takenFirstMs: Infinity, takenLastMs: -Infinity };
      ofProject.set(inner, target);
    }
    return target;
  }

  async write(transaction: SqlTransaction): Promise<void> {
    const targets = Array.from(this.#targets.values(), (ofProject) => Array.from(ofProject.values()))
      .flat()
      .toSorted(byKey);
    const known = await knownCells(transaction, targets);
    const inserted: SqlRow[] = [];
    const updated: SqlRow[] = [];
    const gone: SqlRow[] = [];
    const shrunk: AggregateKey[] = [];
    for (const [index, target] of targets.entries()) {
      const { key, delta } = target;
      const before = known.get(index);
      if (before !== undefined && !isOwnDay(key) && mergeBefore(target, before)) shrunk.push(key);
      if (delta.invocations === 0) {
        gone.push([key.timeWindow, key.period, key.projectId, key.skillId]);
        continue;
      }
      (before === undefined ? inserted : updated).push(toAggregateRow(key, delta));
    }
    await insertRows(transaction, rowInsert, inserted);
    await transaction.runMany(replaceRow, updated);
    await transaction.runMany(
      'DELETE FROM skill_aggregate WHERE time_window = ? AND period = ? AND project_id = ? AND skill_id = ?',
      gone,
    );
    await writeTimesOfUse(transaction, shrunk);
  }
}

function change(target: Target, cell: AggregateCell, sign: 1 | -1): AggregateCell {
  target.delta.addCounts(cell, sign);
  if (sign === -1) {
    target.takenFirstMs = Math.min(target.takenFirstMs, cell.firstUsedMs);
    target.takenLastMs = Math.max(target.takenLastMs, cell.lastUsedMs);
  }
  return target.delta;
}

/** What the table holds, by the index of the target. */
async function knownCells(
  transaction: SqlTransaction,
  targets: readonly Target[],
): Promise<ReadonlyMap<number, AggregateCell>> {
  const keys = targets.map(({ key }) => [key.timeWindow, key.period, key.projectId, key.skillId]);
  const rows = await transaction.all(
    `SELECT j.key, ${aggregateColumns.replaceAll(/\w+/g, 'a.$&')} FROM json_each(?1) AS j
     CROSS JOIN skill_aggregate AS a ON a.time_window = j.value ->> 0 AND a.period = j.value ->> 1
       AND a.project_id = j.value ->> 2 AND a.skill_id = j.value ->> 3`,
    [JSON.stringify(keys)],
  );
  return new Map(rows.map(([index = null, ...row]) => [toNumber(index), aggregateCellOf(row)]));
}

function nameOf({ projectId, skillId, day }: DayCell): string {
  return `${projectId},${skillId},${day}`;
}

function isOwnDay({ timeWindow, projectId }: AggregateKey): boolean {
  return timeWindow === windowNumbers.daily && projectId !== everyProject;
}

/** @returns whether the first or the last call was in what is taken away, and nothing that is added has its time */
function mergeBefore({ key, delta, takenFirstMs, takenLastMs }: Target, before: AggregateCell): boolean {
  const hasLostFirst = takenFirstMs <= before.firstUsedMs && delta.firstUsedMs > takenFirstMs;
  const hasLostLast = takenLastMs >= before.lastUsedMs && delta.lastUsedMs < takenLastMs;
  delta.addCounts(before, 1);
  if (key.projectId !== everyProject) delta.addStrata(before, 1);
  return delta.invocations > 0 && (hasLostFirst || hasLostLast);
}

function byKey({ key: left }: Target, { key: right }: Target): number {
  return (
    left.timeWindow - right.timeWindow ||
    left.period - right.period ||
    left.projectId - right.projectId ||
    left.skillId - right.skillId
  );
}
