import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { SkillsError } from '@skills/schema';
import { asyncBufferFromFile } from 'hyparquet';
import { readCsv } from './csv/read-csv.ts';
import type { EventFormat } from './event-format.ts';
import { readNdjson } from './ndjson/read-ndjson.ts';
import { readParquet } from './parquet/read-parquet.ts';
import type { ReadEvent } from './read-event.ts';

/**
 * Reads a file of events line by line (Parquet: row by row): every line arrives, as an event or with the reason why it is
 * none. Memory stays bounded.
 *
 * @throws {SkillsError} 'not-found' or 'source-unreadable' when the file cannot be read; 'invalid-input' when it is not
 * of the format at all
 * @example
 * for await (const read of readEventFile('events.csv', 'csv')) …
 */
export async function* readEventFile(path: string, format: EventFormat): AsyncGenerator<ReadEvent, undefined> {
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw readError(path, error);
  });
  if (format === 'parquet') {
    yield* readParquet(await asyncBufferFromFile(path));
    return undefined;
  }
  const read = format === 'csv' ? readCsv : readNdjson;
  yield* read(fileChunks(path));
  return undefined;
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array, undefined> {
  const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    yield* stream;
  } catch (error) {
    throw readError(path, error);
  }
  return undefined;
}

function readError(path: string, error: unknown): SkillsError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = typeof code === 'string' ? code : 'an unknown failure';
  const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : 'source-unreadable';
  return new SkillsError(kind, `cannot read ${path}: ${reason}`, { cause: error });
}
