import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { SkillsError, toTimestamp } from '@skills/schema';
import {
  parquetMetadataAsync,
  parquetReadObjects,
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
} from 'hyparquet';
import { isField } from '../event-columns.ts';
import { toReadEvent, type ReadEvent } from '../read-event.ts';

// Snappy is built in.
const compressors: Compressors = {
  GZIP: (bytes) => gunzipSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
  ZSTD: (bytes) => zstdDecompressSync(bytes),
};

// The default of TextDecoder takes U+FEFF at the start of a text for a byte order mark and drops it.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const parsers = {
  stringFromBytes: (bytes: Uint8Array): string => utf8.decode(bytes),
  jsonFromBytes: (bytes: Uint8Array): unknown => JSON.parse(utf8.decode(bytes)),
  timestampFromMilliseconds: (milliseconds: bigint): string => timeOf(milliseconds),
  timestampFromMicroseconds: (microseconds: bigint): string => timeOf(microseconds / 1000n),
  timestampFromNanoseconds: (nanoseconds: bigint): string => timeOf(nanoseconds / 1_000_000n),
};

/**
 * Reads events from a Parquet file whose columns are named like fields of the event, one row group at a time. The line
 * of a row is its number.
 *
 * @throws {SkillsError} 'invalid-input' when it is not such a file, or a row group of it cannot be decoded
 */
export async function* readParquet(file: AsyncBuffer): AsyncGenerator<ReadEvent, undefined> {
  const metadata = await decoded('the end of the file', () => parquetMetadataAsync(file));
  checkColumns(metadata);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const window = { file, metadata, compressors, parsers, rowStart, rowEnd };
    const rows = await decoded(`rows ${rowStart + 1} to ${rowEnd}`, () => parquetReadObjects(window));
    for (const [index, row] of rows.entries()) yield toReadEvent(rowStart + index + 1, toValue(row));
    rowStart = rowEnd;
  }
  return undefined;
}

/** Other programs keep metadata as plain text. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A time beyond what can be written stays a text that the schema refuses, so that only its row is lost. */
function timeOf(milliseconds: bigint): string {
  const atMs = Number(milliseconds);
  return Math.abs(atMs) < 1e14 ? toTimestamp(atMs) : `${milliseconds} ms`;
}

function checkColumns({ schema }: FileMetaData): void {
  let position = 1;
  for (let left = schema[0]?.num_children ?? 0; left > 0; left -= 1) {
    const name = schema[position]?.name ?? '';
    if (!isField(name)) {
      throw new SkillsError(
        'invalid-input',
        `not a Parquet file of events: no event has a field ${JSON.stringify(name)}`,
      );
    }
    // Skips the descendants of the column.
    for (let open = 1; open > 0; position += 1) open += (schema[position]?.num_children ?? 0) - 1;
  }
}

async function decoded<T>(part: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    throw new SkillsError('invalid-input', `not a readable Parquet file: cannot decode ${part}`, { cause: error });
  }
}

/**
 * A row in the types of JSON; a null is an absent field, and an unknown outcome under `completed`. A loop into a local
 * object: pairs by `Object.entries` and `fromEntries` took a third of the whole reading time.
 */
function toValue(row: Readonly<Record<string, unknown>>): unknown {
  const value: Record<string, unknown> = { completed: null };
  for (const name of Object.keys(row)) {
    const cell = row[name];
    if (cell === null || cell === undefined) continue;
    if (typeof cell === 'bigint') value[name] = Number(cell);
    else value[name] = name === 'metadata' && typeof cell === 'string' ? parsedJson(cell) : cell;
  }
  return value;
}
