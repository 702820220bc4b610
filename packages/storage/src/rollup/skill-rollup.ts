import type { SqlTransaction, SqlValue } from '../engine/sql-engine.ts';
import { toBytes, toNumber } from '../read/cell.ts';
import { insertRows, type RowInsert } from '../ingest/insert-rows.ts';
import { addToSketch, decodeSketch, durationBin, type DurationSketch, encodeSketch } from './duration-sketch.ts';
import { dayOfHour, type EventChange, hourOf, type OutcomeDelta, outcomeDelta } from './event-change.ts';
import type { RollupBucket } from './rollup-bucket.ts';
import { RollupBuckets } from './rollup-buckets.ts';

/** Project of the rows that count every project. */
export const everyProject = 0;

/** What a batch adds to `skill_rollup_hour` and `skill_rollup_day`. */
export class SkillRollup {
  readonly hours: RollupBuckets = new RollupBuckets();
  readonly days: RollupBuckets = new RollupBuckets();

  /** @param delta - of the change */
  add({ invokedAtMs, before, after }: EventChange, delta: OutcomeDelta): void {
    const hour = hourOf(invokedAtMs);
    const bin = delta.duration === null ? 0 : durationBin(delta.duration);
    this.hours.bucket(everyProject, after.skillId, hour).add(delta, bin);
    if (after.projectId === null) return;
    const bucket = this.days.bucket(after.projectId, after.skillId, dayOfHour(hour));
    if (before === null || before.projectId !== null) {
      bucket.add(delta, bin);
    } else {
      // The project has just become known: everything of the event is new to its rows.
      const whole = outcomeDelta(invokedAtMs, null, after);
      bucket.add(whole, whole.duration === null ? 0 : durationBin(whole.duration));
    }
  }

  /** Fills the days of every project from the hours. Call once, after the last `add`. */
  sumHours(): void {
    for (const hour of this.hours.all()) {
      this.days.bucket(everyProject, hour.skillId, dayOfHour(hour.start)).merge(hour);
    }
  }

  async write(transaction: SqlTransaction): Promise<void> {
    await writeBuckets(transaction, hourTable, this.hours.sorted());
    await writeBuckets(transaction, dayTable, this.days.sorted());
  }
}

type RollupRow = { readonly bucket: RollupBucket; readonly sketch: DurationSketch | undefined };

type RollupTable = {
  readonly selectSketches: string;
  readonly upsert: RowInsert<RollupRow>;
  readonly toKey: (bucket: RollupBucket) => readonly number[];
};

const counts = [
  'invocations',
  'completed',
  'failed',
  'duration_count',
  'duration_us_sum',
  'completed_duration_count',
  'completed_duration_us_sum',
  'sessions',
];

function rollupTable(table: string, keys: readonly string[], toKey: RollupTable['toKey']): RollupTable {
  const columns = [...keys, ...counts, 'last_invoked_at_ms', 'duration_seconds_sum_sq', 'duration_sketch'];
  const match = keys.map((key, index) => `r.${key} = j.value ->> ${index}`).join(' AND ');
  return {
    toKey,
    selectSketches: `SELECT j.key, r.duration_sketch FROM json_each(?1) AS j CROSS JOIN ${table} AS r
      ON ${match} WHERE r.duration_sketch IS NOT NULL`,
    upsert: {
      head: `INSERT INTO ${table} (${columns.join(', ')})`,
      columns: columns.length,
      tail: `ON CONFLICT DO UPDATE SET ${counts.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')},
        last_invoked_at_ms = max(last_invoked_at_ms, excluded.last_invoked_at_ms),
        duration_seconds_sum_sq = iif(
          excluded.duration_sketch IS NULL, duration_seconds_sum_sq, excluded.duration_seconds_sum_sq
        ),
        duration_sketch = coalesce(excluded.duration_sketch, duration_sketch)`,
      push: (values, { bucket, sketch }) => {
        values.push(...toKey(bucket));
        pushCounts(values, bucket, sketch);
      },
    },
  };
}

const hourTable = rollupTable('skill_rollup_hour', ['skill_id', 'hour'], ({ skillId, start }) => [skillId, start]);
const dayTable = rollupTable('skill_rollup_day', ['project_id', 'skill_id', 'day'], ({ projectId, skillId, start }) => [
  projectId,
  skillId,
  start,
]);

async function writeBuckets(
  transaction: SqlTransaction,
  table: RollupTable,
  buckets: readonly RollupBucket[],
): Promise<void> {
  if (buckets.length === 0) return;
  const timed = buckets.filter((bucket) => bucket.bins.length > 0);
  const known = new Map<RollupBucket, Uint8Array>();
  for (const row of await transaction.all(table.selectSketches, [JSON.stringify(timed.map(table.toKey))])) {
    const bucket = timed[toNumber(row[0])];
    if (bucket !== undefined) known.set(bucket, toBytes(row[1]));
  }
  const rows = buckets.map((bucket) => ({ bucket, sketch: sketchWith(bucket, known.get(bucket)) }));
  await insertRows(transaction, table.upsert, rows);
}

function sketchWith(bucket: RollupBucket, encoded: Uint8Array | undefined): DurationSketch | undefined {
  if (bucket.bins.length === 0) return undefined;
  return addToSketch(encoded === undefined ? undefined : decodeSketch(encoded), bucket);
}

function pushCounts(values: SqlValue[], bucket: RollupBucket, sketch: DurationSketch | undefined): void {
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
    sketch === undefined ? 0 : Number(sketch.squaredMicrosecondsSum) / 1e12,
    sketch === undefined ? null : encodeSketch(sketch),
  );
}
