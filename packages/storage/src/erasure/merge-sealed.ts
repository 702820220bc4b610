import type { SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { addToSketch, decodeSketch, type DurationSketch, encodeSketch } from '../rollup/duration-sketch.ts';

const sums = [
  'invocations',
  'completed',
  'failed',
  'duration_count',
  'duration_us_sum',
  'completed_duration_count',
  'completed_duration_us_sum',
  'sessions',
].join(', ');
const summed = sums.replaceAll(/\w+/g, 'sum(s.$&)');

type SealedCalls = { readonly table: 'sealed_call_hour' | 'sealed_call_day'; readonly start: 'hour' | 'day' };

type Merged = { readonly skillId: number; readonly at: number; readonly sketch: DurationSketch };

/** Deletes what is sealed of a project, and makes the rows of every project anew from those of the others. */
export async function eraseSealedProject(transaction: SqlTransaction, projectId: number): Promise<void> {
  await eraseCalls(transaction, { table: 'sealed_call_hour', start: 'hour' }, projectId);
  await eraseCalls(transaction, { table: 'sealed_call_day', start: 'day' }, projectId);
}

async function eraseCalls(
  transaction: SqlTransaction,
  { table, start }: SealedCalls,
  projectId: number,
): Promise<void> {
  const keys = await transaction.all(`SELECT skill_id, ${start} FROM ${table} WHERE project_id = ?1`, [projectId]);
  await transaction.run(`DELETE FROM ${table} WHERE project_id = ?1`, [projectId]);
  await transaction.runMany(`DELETE FROM ${table} WHERE project_id = 0 AND skill_id = ? AND ${start} = ?`, keys);
  const touched = `json_each(?1) AS j CROSS JOIN ${table} AS s
    ON s.project_id <> 0 AND s.skill_id = j.value ->> 0 AND s.${start} = j.value ->> 1`;
  const parameters = [JSON.stringify(keys)];
  await transaction.run(
    `INSERT INTO ${table} (project_id, skill_id, ${start}, ${sums}, duration_seconds_sum_sq, duration_sketch,
       last_invoked_at_ms)
     SELECT 0, s.skill_id, s.${start}, ${summed}, 0, NULL, max(s.last_invoked_at_ms)
     FROM ${touched} GROUP BY s.skill_id, s.${start}`,
    parameters,
  );
  const sketches = new Map<string, Merged>();
  for (const [skill = null, startOf = null, bytes] of await transaction.all(
    `SELECT s.skill_id, s.${start}, s.duration_sketch FROM ${touched} WHERE s.duration_sketch IS NOT NULL`,
    parameters,
  )) {
    if (!(bytes instanceof Uint8Array)) continue;
    const [skillId, at] = [toNumber(skill), toNumber(startOf)];
    const key = `${skillId} ${at}`;
    sketches.set(key, { skillId, at, sketch: addAll(sketches.get(key)?.sketch, decodeSketch(bytes)) });
  }
  await transaction.runMany(
    `UPDATE ${table} SET duration_sketch = ?, duration_seconds_sum_sq = ?
     WHERE project_id = 0 AND skill_id = ? AND ${start} = ?`,
    Array.from(sketches.values(), ({ skillId, at, sketch }) => [
      encodeSketch(sketch),
      Number(sketch.squaredMicrosecondsSum) / 1e12,
      skillId,
      at,
    ]),
  );
}

function addAll(
  known: DurationSketch | undefined,
  { squaredMicrosecondsSum, bins, counts }: DurationSketch,
): DurationSketch {
  const each = bins.flatMap((bin, index) => Array.from({ length: counts[index] ?? 0 }, () => bin));
  return addToSketch(known, { squaredMicrosecondsSum, bins: each });
}
