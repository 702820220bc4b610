import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import type { EventChange, OutcomeDelta } from '../rollup/event-change.ts';
import {
  addCallTotalsSql,
  bucketColumns,
  durationBucket,
  foldUnusedPhasesSql,
  raiseCallTotalsSql,
} from './call-total-columns.ts';

/** Of calls without a phase. */
const noPhase = 0;
// Labels are numbered from 1; 2^26 of them leave 27 bits for the skill in a number.
const phasesPerSkill = 2 ** 26;

type Total = {
  readonly skillId: number;
  readonly phaseLabel: number;
  invocations: number;
  completed: number;
  failed: number;
  durationMicroseconds: number;
  readonly buckets: number[];
};

/** What a batch adds to `skill_call_total`. */
export class CallTotals {
  readonly #byKey = new Map<number, Total>();

  /** @param outcome - of the change */
  add({ after }: EventChange, outcome: OutcomeDelta): void {
    const { invocations, completed, failed, duration } = outcome;
    if (invocations === 0 && completed === 0 && failed === 0 && duration === null) return;
    const total = this.#total(after.skillId, after.phaseLabel ?? noPhase);
    total.invocations += invocations;
    total.completed += completed;
    total.failed += failed;
    if (duration === null) return;
    total.durationMicroseconds += duration;
    const bucket = durationBucket(after.durationSeconds ?? 0);
    total.buckets[bucket] = (total.buckets[bucket] ?? 0) + 1;
  }

  /** A database of an earlier version has no such table; what it holds is counted when it gets one. */
  async write(transaction: SqlTransaction): Promise<void> {
    if (this.#byKey.size === 0 || !(await hasCallTotals(transaction))) return;
    await transaction.runMany(addCallTotalsSql, Array.from(this.#byKey.values(), toRow));
  }

  #total(skillId: number, phaseLabel: number): Total {
    const key = skillId * phasesPerSkill + phaseLabel;
    let total = this.#byKey.get(key);
    if (total === undefined) {
      const buckets = bucketColumns.map(() => 0);
      total = { skillId, phaseLabel, invocations: 0, completed: 0, failed: 0, durationMicroseconds: 0, buckets };
      this.#byKey.set(key, total);
    }
    return total;
  }
}

/** Raises the totals to what the log holds, in a database that has them. */
export async function raiseCallTotals(transaction: SqlTransaction): Promise<void> {
  if (await hasCallTotals(transaction)) await transaction.script(raiseCallTotalsSql);
}

/** For erasing: a phase that no call of the log is in loses its name, its counts become those of no phase. */
export async function foldUnusedPhases(transaction: SqlTransaction): Promise<void> {
  await transaction.script(foldUnusedPhasesSql);
}

async function hasCallTotals(transaction: SqlTransaction): Promise<boolean> {
  const rows = await transaction.all("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'skill_call_total'");
  return rows.length > 0;
}

function toRow({ skillId, phaseLabel, invocations, completed, failed, durationMicroseconds, buckets }: Total): SqlRow {
  return [skillId, phaseLabel, invocations, completed, failed, durationMicroseconds, ...buckets];
}
