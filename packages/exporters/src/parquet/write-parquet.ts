import { zstdCompressSync } from 'node:zlib';
import type { SkillEvent, SkillInvocation } from '@skills/schema';
import { toSkillEvent } from '@skills/schema';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { eventColumns, type EventColumn } from '../event-columns.ts';
import { parquetSchema } from './parquet-schema.ts';

/** Enough for good compression, few enough to hold: a group is all that is in memory. */
const rowGroupRows = 16_384;

/**
 * Events as a Parquet file with typed columns, compressed with Zstandard, which pyarrow, pandas, DuckDB and Spark read.
 * The bytes of a row group leave as soon as it is complete.
 */
export async function* writeParquet(
  batches: AsyncIterable<readonly SkillInvocation[]>,
): AsyncGenerator<Uint8Array, undefined> {
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: parquetSchema,
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
    createdBy: 'skills',
  });
  let group: SkillEvent[] = [];
  for await (const batch of batches) {
    for (const invocation of batch) {
      group.push(toSkillEvent(invocation));
      if (group.length < rowGroupRows) continue;
      await writeGroup(file, group);
      group = [];
      yield takenBytes(writer);
    }
  }
  if (group.length > 0) await writeGroup(file, group);
  await file.finish();
  yield takenBytes(writer);
  return undefined;
}

async function writeGroup(file: ParquetWriter, events: readonly SkillEvent[]): Promise<void> {
  const columnData = eventColumns.map((column) => ({
    name: column.name,
    data: events.map((event) => cellOf(column, event[column.name])),
  }));
  await file.write({ columnData, rowGroupSize: events.length });
}

/** In the types of hyparquet-writer: dates for times, bigints for integers. */
function cellOf({ kind }: EventColumn, value: SkillEvent[keyof SkillEvent]): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return kind === 'integer' ? BigInt(value) : value;
  return kind === 'time' && typeof value === 'string' ? new Date(value) : value;
}

/** Empties the buffer; the writer goes on counting its offset. */
function takenBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}
