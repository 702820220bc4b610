import { SkillsError } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { executionKindsSql } from './execution-columns.ts';

/** One array per field. Ids are those of the log, 0 for none. */
export type ExecutionColumns = {
  /** UTC epoch milliseconds. */
  readonly atMs: Float64Array;
  /** Tells executions of one millisecond apart. */
  readonly sequence: Int32Array;
  readonly skill: Int32Array;
  readonly session: Int32Array;
  /** Labels. */
  readonly agent: Int32Array;
  readonly error: Int32Array;
  /** 1 completed, 0 failed, -1 unknown. */
  readonly completed: Int8Array;
  /** `NaN` when unknown. */
  readonly costUsd: Float64Array;
};

/** The executions of [since, until) in the order of time; one JSON array per field crosses in one cell. */
export async function readExecutionColumns(
  reader: SqlReader,
  sinceMs: number,
  untilMs: number,
): Promise<ExecutionColumns> {
  const [row] = await reader.all(
    `SELECT json_group_array(event_key >> 21), json_group_array(event_key & 0x1fffff), json_group_array(skill_id),
       json_group_array(session_id), json_group_array(coalesce(agent_label, 0)),
       json_group_array(coalesce(error_type_label, 0)), json_group_array(coalesce(completed, -1)),
       json_group_array(cost_usd)
     FROM (
       SELECT event_key, skill_id, session_id, agent_label, error_type_label, completed, cost_usd
       FROM skill_event NOT INDEXED
       WHERE event_key >= ?1 AND event_key < ?2
         AND skill_id IN (SELECT skill_id FROM skill WHERE kind IN (${executionKindsSql}))
       ORDER BY event_key)`,
    [firstEventKeyAt(sinceMs), firstEventKeyAt(untilMs)],
  );
  const field = (column: number): Iterable<number> => {
    const values: unknown = JSON.parse(toText(row?.[column]));
    if (!Array.isArray(values)) throw new SkillsError('storage-corrupt', 'a field of the log is no list');
    return values.map((value: unknown) => (typeof value === 'number' ? value : Number.NaN));
  };
  return {
    atMs: Float64Array.from(field(0)),
    sequence: Int32Array.from(field(1)),
    skill: Int32Array.from(field(2)),
    session: Int32Array.from(field(3)),
    agent: Int32Array.from(field(4)),
    error: Int32Array.from(field(5)),
    completed: Int8Array.from(field(6)),
    costUsd: Float64Array.from(field(7)),
  };
}
