import type { ExperimentTotals, ExperimentUnits } from '@skills/schema';
import type { SqlRow } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { callCells } from './calls-of-skill.ts';
import { addCall, emptyTotals, emptyUnits, totalNames } from './unit-columns.ts';

type Unit = {
  readonly userId: number;
  readonly arm: 0 | 1;
  readonly firstAtMs: number;
  readonly totals: ExperimentTotals;
};

/** Units that nobody assigned, one per user and arm, summed up as their calls come in. */
export class ObservedUnits {
  readonly #units = new Map<number, Unit>();

  add(call: SqlRow, arm: 0 | 1): void {
    const userId = toNumber(call[callCells.userId]);
    const key = 2 * userId + arm;
    let unit = this.#units.get(key);
    if (unit === undefined) {
      unit = { userId, arm, firstAtMs: toNumber(call[callCells.atMs]), totals: emptyTotals(1) };
      this.#units.set(key, unit);
    }
    addCall(unit.totals, 0, call);
  }

  /** By user, control first. */
  columns(): ExperimentUnits {
    const ordered = [...this.#units].toSorted(([a], [b]) => a - b).map(([, unit]) => unit);
    const columns = emptyUnits(ordered.length);
    ordered.forEach(({ userId, arm, firstAtMs, totals }, index) => {
      columns.user[index] = userId;
      columns.arm[index] = arm;
      columns.assignedAtMs[index] = firstAtMs;
      copySums(totals, columns.totals, index);
    });
    return columns;
  }
}

function copySums(from: ExperimentTotals, to: ExperimentTotals, index: number): void {
  for (const name of totalNames) to[name][index] = from[name][0] ?? 0;
}
