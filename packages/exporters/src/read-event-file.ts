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
  try {
    yield* await readerOf(path, format);
  } catch (error) {
    throw namingFile(path, error);
  }
  return undefined;
}

async function readerOf(path: string, format: EventFormat): Promise<AsyncGenerator<ReadEvent, undefined>> {
  switch (format) {
    case 'parquet':
      return readParquet(await asyncBufferFromFile(path));
    case 'csv':
      return readCsv(fileChunks(path));
    case 'ndjson':
      return readNdjson(fileChunks(path));
    default:
      return format satisfies never;
  }
}

/** The readers know bytes, not where these come from. */
function namingFile(path: string, error: unknown): unknown {
  if (!(error instanceof SkillsError) || error.code !== 'invalid-input') return error;
  return new SkillsError(error.code, `${path}: ${error.message}`, { cause: error });
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

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'you may not read it'],
  ['EISDIR', 'it is a folder'],
]);

function readError(path: string, error: unknown): SkillsError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = typeof code === 'string' ? (reasons.get(code) ?? code) : 'an unknown failure';
  const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : 'source-unreadable';
  return new SkillsError(kind, `cannot read ${path}: ${reason}`, { cause: error });
}
