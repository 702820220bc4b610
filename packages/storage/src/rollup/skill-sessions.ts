import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { eventKey } from '../ingest/event-key.ts';
import { insertRows, placeholders } from '../ingest/insert-rows.ts';
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
import { everyProject, type SkillRollup } from './skill-rollup.ts';

const cellInsert = {
  head: 'INSERT INTO skill_session_hour (skill_id, session_id, hour, project_id)',
  row: placeholders(4),
  tail: 'ON CONFLICT DO NOTHING',
};

type Pair = { readonly skillId: number; readonly sessionId: number; readonly cells: SessionCell[] };

/** What a batch adds to `skill_session_hour`, the gap tables, and the `sessions` of the rollups. */
export class SkillSessions {
  readonly #pairs = new Map<number, Map<number, Pair>>();
  /** Events whose project has become known: their cell of no project may be empty now. */
  readonly #left: { readonly skillId: number; readonly sessionId: number; readonly hour: number }[] = [];

  add({ invokedAtMs, before, after }: EventChange): void {
    const { skillId, sessionId, projectId } = after;
    if (before !== null && before.projectId === projectId) return;
    const hour = hourOf(invokedAtMs);
    const { cells } = this.#pair(skillId, sessionId);
    const cell = sessionCell(hour, projectId);
    if (!cells.includes(cell)) cells.push(cell);
    if (before !== null) this.#left.push({ skillId, sessionId, hour });
  }

  /**
   * Writes the sets and the gaps; counts of sessions go into `rollup`, which is written after.
   *
   * @param firstNewSession - sessions from this id on have no rows yet
   */
  async write(transaction: SqlTransaction, rollup: SkillRollup, firstNewSession: number): Promise<void> {
    const pairs = this.#sortedPairs();
    const known = await readKnownCells(
      transaction,
      pairs.filter((pair) => pair.sessionId < firstNewSession),
    );
    const emptied = await this.#emptiedCells(transaction);
    const gaps = new SessionGaps();
    const added: SqlRow[] = [];
    for (const pair of pairs) {
      const before = known.get(pair) ?? [];
      const fresh = pair.cells.filter((cell) => !before.includes(cell)).toSorted((left, right) => left - right);
      for (const cell of fresh) added.push([pair.skillId, pair.sessionId, hourOfCell(cell), projectOfCell(cell)]);
      const gone = emptied.get(pair);
      const [only] = fresh;
      if (before.length === 0 && gone === undefined && fresh.length === 1 && only !== undefined) {
        countOnly(rollup, pair.skillId, only);
        continue;
      }
      const after = [...before, ...fresh].filter((cell) => gone?.includes(cell) !== true);
      countDifference({ rollup, gaps, skillId: pair.skillId }, sessionBuckets(before), sessionBuckets(after));
    }
    await insertRows(transaction, cellInsert, added);
    await gaps.write(transaction);
  }

  #sortedPairs(): readonly Pair[] {
    const pairs: Pair[] = [];
    for (const bySession of this.#pairs.values()) for (const pair of bySession.values()) pairs.push(pair);
    return pairs.toSorted(byPrimaryKey);
  }

  #pair(skillId: number, sessionId: number): Pair {
    let bySession = this.#pairs.get(skillId);
    if (bySession === undefined) {
      bySession = new Map();
      this.#pairs.set(skillId, bySession);
    }
    let pair = bySession.get(sessionId);
    if (pair === undefined) {
      pair = { skillId, sessionId, cells: [] };
      bySession.set(sessionId, pair);
    }
    return pair;
  }

  /** Cells of no project that no event is in any more; their rows are deleted. Needs the log as it is after the batch. */
  async #emptiedCells(transaction: SqlTransaction): Promise<ReadonlyMap<Pair, readonly SessionCell[]>> {
    const emptied = new Map<Pair, SessionCell[]>();
    if (this.#left.length === 0) return emptied;
    const parameters = this.#left.map(({ skillId, sessionId, hour }) => [
      skillId,
      sessionId,
      eventKey(hour * 3_600_000, 0).toString(),
      eventKey((hour + 1) * 3_600_000, 0).toString(),
    ]);
    const rows = await transaction.all(
      `SELECT j.key FROM json_each(?1) AS j WHERE NOT EXISTS (
         SELECT 1 FROM skill_event AS e INDEXED BY skill_event_session
         WHERE e.session_id = j.value ->> 1 AND e.skill_id = j.value ->> 0 AND e.project_id IS NULL
           AND e.event_key >= CAST(j.value ->> 2 AS INTEGER) AND e.event_key < CAST(j.value ->> 3 AS INTEGER))`,
      [JSON.stringify(parameters)],
    );
    const gone: SqlRow[] = [];
    for (const row of rows) {
      const left = this.#left[toNumber(row[0])];
      if (left === undefined) continue;
      const pair = this.#pair(left.skillId, left.sessionId);
      emptied.set(pair, [...(emptied.get(pair) ?? []), sessionCell(left.hour, null)]);
      gone.push([left.skillId, left.sessionId, left.hour]);
    }
    await transaction.runMany(
      'DELETE FROM skill_session_hour WHERE skill_id = ? AND session_id = ? AND hour = ? AND project_id = 0',
      gone,
    );
    return emptied;
  }
}

function byPrimaryKey(left: Pair, right: Pair): number {
  return left.skillId - right.skillId || left.sessionId - right.sessionId;
}

async function readKnownCells(
  transaction: SqlTransaction,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<Pair, SessionCell[]>> {
  const known = new Map<Pair, SessionCell[]>();
  if (pairs.length === 0) return known;
  const rows = await transaction.all(
    `SELECT j.key, s.hour, s.project_id FROM json_each(?1) AS j CROSS JOIN skill_session_hour AS s
     ON s.skill_id = j.value ->> 0 AND s.session_id = j.value ->> 1`,
    [JSON.stringify(pairs.map(({ skillId, sessionId }) => [skillId, sessionId]))],
  );
  for (const row of rows) {
    const pair = pairs[toNumber(row[0])];
    if (pair === undefined) continue;
    const cells = known.get(pair) ?? [];
    cells.push(sessionCell(toNumber(row[1]), toNumber(row[2])));
    known.set(pair, cells);
  }
  return known;
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

function countDifference(counted: Counted, before: SessionBuckets, after: SessionBuckets): void {
  count(counted, before, -1);
  count(counted, after, 1);
}

function count({ rollup, gaps, skillId }: Counted, buckets: SessionBuckets, sign: 1 | -1): void {
  for (const hour of buckets.hours) rollup.hours.bucket(everyProject, skillId, hour).sessions += sign;
  gaps.addHours(skillId, buckets.hours, sign);
  for (const [projectId, days] of buckets.days) {
    for (const day of days) rollup.days.bucket(projectId, skillId, day).sessions += sign;
    gaps.addDays({ projectId, skillId }, days, sign);
  }
}
