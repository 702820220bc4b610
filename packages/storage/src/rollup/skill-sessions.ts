import type { SqlTransaction } from '../engine/sql-engine.ts';
import { insertRows, type RowInsert } from '../ingest/insert-rows.ts';
import { dayOfHour, type EventChange, hourOf } from './event-change.ts';
import {
  hourOfCell,
  projectOfCell,
  type SessionBuckets,
  type SessionCell,
  sessionBuckets,
  sessionCell,
} from './session-cells.ts';
import { SessionGaps } from './session-gaps.ts';
import { pairKey, type SessionPair, SessionPairs } from './session-pairs.ts';
import { everyProject, type SkillRollup } from './skill-rollup.ts';
import { type LeftCell, readCells, removeEmptyCells } from './stored-session-cells.ts';

type AddedCell = { readonly pair: SessionPair; readonly cell: SessionCell };

const cellInsert: RowInsert<AddedCell> = {
  table: 'skill_session_hour',
  columns: ['skill_id', 'session_id', 'hour', 'project_id'],
  tail: 'ON CONFLICT DO NOTHING',
  push: (values, { pair, cell }) => {
    values.push(pair.skillId, pair.sessionId, hourOfCell(cell), projectOfCell(cell));
  },
};

/** What a batch adds to `skill_session_hour`, the gap tables, and the `sessions` of the rollups. */
export class SkillSessions {
  readonly #pairs = new SessionPairs();
  /** Events whose project has become known: their cell of no project may be empty now. */
  readonly #left: LeftCell[] = [];
  readonly #added: AddedCell[] = [];
  readonly #gaps = new SessionGaps();

  add({ invokedAtMs, before, after }: EventChange): void {
    const { skillId, sessionId, projectId } = after;
    if (before !== null && before.projectId === projectId) return;
    const hour = hourOf(invokedAtMs);
    this.#pairs.add(skillId, sessionId, sessionCell(hour, projectId));
    if (before !== null) this.#left.push({ skillId, sessionId, hour });
  }

  /**
   * Counts sessions into `rollup`. Call once, after the last `add`.
   *
   * @param firstNewSession - sessions from this id on have no rows yet
   */
  async count(transaction: SqlTransaction, rollup: SkillRollup, firstNewSession: number): Promise<void> {
    const pairs = this.#pairs.sorted();
    const olderPairs = pairs.flatMap(({ pair }) => (pair.sessionId < firstNewSession ? [pair] : []));
    const known = await readCells(transaction, olderPairs);
    const emptied = await removeEmptyCells(transaction, this.#left);
    for (const { pair, cells } of pairs) {
      const before = pair.sessionId < firstNewSession ? (known.get(pairKey(pair)) ?? []) : [];
      const [only] = cells;
      if (before.length === 0 && cells.length === 1 && only !== undefined && !emptied.has(pairKey(pair))) {
        this.#added.push({ pair, cell: only });
        countOnly(rollup, pair.skillId, only);
        continue;
      }
      const fresh = cells.filter((cell) => !before.includes(cell)).toSorted((left, right) => left - right);
      const gone = emptied.get(pairKey(pair)) ?? [];
      for (const cell of fresh) if (!gone.includes(cell)) this.#added.push({ pair, cell });
      const after = [...before, ...fresh].filter((cell) => !gone.includes(cell));
      const counted = { rollup, gaps: this.#gaps, skillId: pair.skillId };
      count(counted, sessionBuckets(before), -1);
      count(counted, sessionBuckets(after), 1);
    }
  }

  /** Writes the sets and the gaps; `rollup` writes the counts. */
  async write(transaction: SqlTransaction): Promise<void> {
    await Promise.all([insertRows(transaction, cellInsert, this.#added), this.#gaps.write(transaction)]);
  }
}

/** The usual case: a session that runs a skill in one hour only. */
function countOnly(rollup: SkillRollup, skillId: number, cell: SessionCell): void {
  const hour = hourOfCell(cell);
  const projectId = projectOfCell(cell);
  rollup.hours.bucket(everyProject, skillId, hour).sessions += 1;
  rollup.days.bucket(everyProject, skillId, dayOfHour(hour)).sessions += 1;
  if (projectId !== 0) rollup.days.bucket(projectId, skillId, dayOfHour(hour)).sessions += 1;
}

type Counted = { readonly rollup: SkillRollup; readonly gaps: SessionGaps; readonly skillId: number };

function count({ rollup, gaps, skillId }: Counted, buckets: SessionBuckets, sign: 1 | -1): void {
  for (const hour of buckets.hours) rollup.hours.bucket(everyProject, skillId, hour).sessions += sign;
  gaps.addHours(skillId, buckets.hours, sign);
  for (const [projectId, days] of buckets.days) {
    for (const day of days) rollup.days.bucket(projectId, skillId, day).sessions += sign;
    gaps.addDays({ projectId, skillId }, days, sign);
  }
}
