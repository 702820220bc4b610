import { SkillsError } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';

/** The newest calls of a window, oldest first, one array per field. Ids are those of the database, 0 for none. */
export type RecentCalls = {
  /** UTC epoch milliseconds. */
  readonly startsMs: Float64Array;
  /** `NaN` when unknown. */
  readonly seconds: Float64Array;
  /** 1 completed, 0 failed, -1 unknown. */
  readonly completed: Int8Array;
  readonly skill: Int32Array;
  readonly session: Int32Array;
  /** Label of the agent; 0 for the main agent of the session. */
  readonly agent: Int32Array;
  /** Label of the source. */
  readonly source: Int32Array;
  /** Whether these are all calls of the window. */
  readonly isComplete: boolean;
};

export type RecentCallsQuestion = {
  /** UTC epoch milliseconds, half open. */
  readonly sinceMs: number;
  readonly untilMs: number;
  /** At most so many, the newest. */
  readonly limit: number;
};

/** One JSON array per field crosses in one cell: 10,000 calls take 6 ms, as rows 8 to 16 ms. */
export async function readRecentCalls(
  engine: SqlReader,
  { sinceMs, untilMs, limit }: RecentCallsQuestion,
): Promise<RecentCalls> {
  const [row] = await engine.all(
    `SELECT json_group_array(event_key >> 21), json_group_array(duration_seconds),
       json_group_array(coalesce(completed, -1)), json_group_array(skill_id), json_group_array(session_id),
       json_group_array(coalesce(agent_label, 0)), json_group_array(source_label), count(*)
     FROM (
       SELECT event_key, duration_seconds, completed, skill_id, session_id, agent_label, source_label
       FROM skill_event WHERE event_key >= ?1 AND event_key < ?2 ORDER BY event_key DESC LIMIT ?3)`,
    [firstEventKeyAt(sinceMs), firstEventKeyAt(untilMs), limit + 1],
  );
  const found = toNumber(row?.[7]);
  const count = Math.min(found, limit);
  const field = <Numbers extends Float64Array | Int32Array | Int8Array>(column: number, into: Numbers): Numbers => {
    const values: unknown = JSON.parse(toText(row?.[column]));
    if (!Array.isArray(values)) throw new SkillsError('storage-corrupt', 'a field of the log is no list');
    for (let index = 0; index < count; index += 1) {
      const value: unknown = values[index];
      into[count - 1 - index] = typeof value === 'number' ? value : Number.NaN;
    }
    return into;
  };
  return {
    startsMs: field(0, new Float64Array(count)),
    seconds: field(1, new Float64Array(count)),
    completed: field(2, new Int8Array(count)),
    skill: field(3, new Int32Array(count)),
    session: field(4, new Int32Array(count)),
    agent: field(5, new Int32Array(count)),
    source: field(6, new Int32Array(count)),
    isComplete: found <= limit,
  };
}
