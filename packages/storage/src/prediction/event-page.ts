import { SkillsError } from '@skills/schema';
import type { SqlRow } from '../engine/sql-engine.ts';
import { toBigInt, toText } from '../read/cell.ts';

/** Events in the order of time, one array per field. Ids are those of the database; 0 stands for none. */
export type EventPage = {
  /** UTC epoch milliseconds. */
  readonly atMs: Float64Array;
  readonly skill: Int32Array;
  readonly session: Int32Array;
  readonly user: Int32Array;
  /** Id of the label. */
  readonly phase: Int32Array;
  /** 1 completed, 0 failed, -1 unknown. */
  readonly completed: Int8Array;
  /** NaN for unknown. */
  readonly durationSeconds: Float64Array;
  /** First record of the session, UTC epoch milliseconds; NaN for unknown. */
  readonly sessionStartMs: Float64Array;
};

// An array of JSON per field in one cell: rows of cells would take ten times as long to cross into JavaScript. A duration
// that no call can have (rows of the predecessor) is unknown.
const fields = `json_array(
  json_group_array(at_ms), json_group_array(skill_id), json_group_array(session_id), json_group_array(user_id),
  json_group_array(phase_label), json_group_array(completed), json_group_array(duration_seconds),
  json_group_array(first_at_ms))`;

/** One page of events after a key; `condition` is about the event `e` and may use ?3 and on. */
export function eventPageSql(condition: string, limit: number): string {
  return `SELECT ${fields}, max(event_key) FROM (
    SELECT e.event_key, e.event_key >> 21 AS at_ms, e.skill_id, e.session_id, coalesce(e.user_id, 0) AS user_id,
      coalesce(e.phase_label, 0) AS phase_label, coalesce(e.completed, -1) AS completed,
      CASE WHEN e.duration_seconds BETWEEN 0 AND 1e9 THEN e.duration_seconds END AS duration_seconds, s.first_at_ms
    FROM skill_event AS e LEFT JOIN session AS s ON s.session_id = e.session_id
    WHERE e.event_key >= ?1 AND e.event_key < ?2 ${condition}
    ORDER BY e.event_key LIMIT ${limit})`;
}

export type ReadPage = {
  readonly page: EventPage;
  /** Where the next page begins. */
  readonly nextKey: bigint;
};

/** @returns `undefined` for no events */
export function toEventPage([cell, lastKey]: SqlRow): ReadPage | undefined {
  if (lastKey === null || lastKey === undefined) return undefined;
  const columns: unknown = JSON.parse(toText(cell));
  if (!Array.isArray(columns)) throw new SkillsError('storage-corrupt', 'a page of events is not a list');
  const numbers = (index: number): readonly number[] => {
    const column: unknown = columns[index];
    if (!Array.isArray(column)) throw new SkillsError('storage-corrupt', `field ${index} of the events is missing`);
    return column.map((value: unknown) => (typeof value === 'number' ? value : Number.NaN));
  };
  const page = {
    atMs: Float64Array.from(numbers(0)),
    skill: Int32Array.from(numbers(1)),
    session: Int32Array.from(numbers(2)),
    user: Int32Array.from(numbers(3)),
    phase: Int32Array.from(numbers(4)),
    completed: Int8Array.from(numbers(5)),
    durationSeconds: Float64Array.from(numbers(6)),
    sessionStartMs: Float64Array.from(numbers(7)),
  };
  return { page, nextKey: toBigInt(lastKey) + 1n };
}
