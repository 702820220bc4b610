import type { SqlRow, SqlTransaction, SqlValue } from '../engine/sql-engine.ts';
import { insertRows, type RowInsert } from '../ingest/insert-rows.ts';
import { toNumber } from '../read/cell.ts';
import { addToSketch, decodeSketch, type DurationSketch, encodeSketch } from './duration-sketch.ts';
import type { RollupBucket } from './rollup-bucket.ts';

/** A bucket, and the sketch of all that its row holds then; none when the bucket has no duration. */
type RollupRow = { readonly bucket: RollupBucket; readonly sketch: DurationSketch | undefined };

export type RollupTable = {
  /** Rows of (index in the JSON array of keys, sketch or NULL), for the keys that have a row. */
  readonly select: string;
  readonly insert: RowInsert<RollupRow>;
  readonly update: string;
  readonly toKey: (bucket: RollupBucket) => readonly number[];
};

const countColumns = [
  'invocations',
  'completed',
  'failed',
  'duration_count',
  'duration_us_sum',
  'completed_duration_count',
  'completed_duration_us_sum',
  'sessions',
];

/** A table with the columns of a rollup, by its keys. */
export function rollupTable(table: string, keys: readonly string[], toKey: RollupTable['toKey']): RollupTable {
  const match = keys.map((key, index) => `r.${key} = j.value ->> ${index}`).join(' AND ');
  return {
    toKey,
    select: `SELECT j.key, r.duration_sketch FROM json_each(?1) AS j CROSS JOIN ${table} AS r ON ${match}`,
    insert: {
      table,
      columns: [...countColumns, 'last_invoked_at_ms', 'duration_seconds_sum_sq', 'duration_sketch', ...keys],
      tail: '',
      push: (values, { bucket, sketch }) => {
        pushCounts(values, bucket);
        values.push(sketch === undefined ? 0 : secondsSquared(sketch));
        values.push(sketch === undefined ? null : encodeSketch(sketch));
        values.push(...toKey(bucket));
      },
    },
    update: `UPDATE ${table} SET ${countColumns.map((column) => `${column} = ${column} + ?`).join(', ')},
      last_invoked_at_ms = max(last_invoked_at_ms, ?),
      duration_seconds_sum_sq = coalesce(?, duration_seconds_sum_sq), duration_sketch = coalesce(?, duration_sketch)
      WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')}`,
  };
}

export const hourTable: RollupTable = rollupTable('skill_rollup_hour', ['skill_id', 'hour'], (bucket) => [
  bucket.skillId,
  bucket.start,
]);

export const dayTable: RollupTable = rollupTable('skill_rollup_day', ['project_id', 'skill_id', 'day'], (bucket) => [
  bucket.projectId,
  bucket.skillId,
  bucket.start,
]);

/** Adds buckets to their rows. Rows that are there are updated one by one: an upsert of many costs a copy of each page. */
export async function writeBuckets(
  transaction: SqlTransaction,
  table: RollupTable,
  buckets: readonly RollupBucket[],
): Promise<void> {
  if (buckets.length === 0) return;
  const known = new Map<RollupBucket, SqlValue>();
  for (const row of await transaction.all(table.select, [JSON.stringify(buckets.map(table.toKey))])) {
    const bucket = buckets[toNumber(row[0])];
    if (bucket !== undefined) known.set(bucket, row[1] ?? null);
  }
  const inserted: RollupRow[] = [];
  const updated: SqlRow[] = [];
  for (const bucket of buckets) {
    const encoded = known.get(bucket);
    const sketch = sketchWith(bucket, encoded);
    if (encoded === undefined) inserted.push({ bucket, sketch });
    else updated.push(toUpdate({ bucket, sketch }, table.toKey(bucket)));
  }
  await insertRows(transaction, table.insert, inserted);
  await transaction.runMany(table.update, updated);
}

function sketchWith(bucket: RollupBucket, encoded: SqlValue | undefined): DurationSketch | undefined {
  if (bucket.bins.length === 0) return undefined;
  return addToSketch(encoded instanceof Uint8Array ? decodeSketch(encoded) : undefined, bucket);
}

function toUpdate({ bucket, sketch }: RollupRow, key: readonly number[]): SqlRow {
  const values: SqlValue[] = [];
  pushCounts(values, bucket);
  if (sketch === undefined) values.push(null, null);
  else values.push(secondsSquared(sketch), encodeSketch(sketch));
  return values.concat(key);
}

function pushCounts(values: SqlValue[], bucket: RollupBucket): void {
  values.push(
    bucket.invocations,
    bucket.completed,
    bucket.failed,
    bucket.bins.length,
    bucket.durationMicroseconds,
    bucket.completedDurationCount,
    bucket.completedDurationMicroseconds,
    bucket.sessions,
    bucket.lastInvokedAtMs,
  );
}

function secondsSquared({ squaredMicrosecondsSum }: DurationSketch): number {
  return Number(squaredMicrosecondsSum) / 1e12;
}
