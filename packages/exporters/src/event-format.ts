import { extname } from 'node:path';
import type { SkillInvocation } from '@skills/schema';
import { writeCsv } from './csv/write-csv.ts';
import { writeNdjson } from './ndjson/write-ndjson.ts';
import { writeParquet } from './parquet/write-parquet.ts';

export const eventFormats = ['ndjson', 'csv', 'parquet'] as const;
export type EventFormat = (typeof eventFormats)[number];

const extensions: ReadonlyMap<string, EventFormat> = new Map([
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
  ['.csv', 'csv'],
  ['.parquet', 'parquet'],
]);

/** The format that a file's name promises, if any. */
export function eventFormatOf(path: string): EventFormat | undefined {
  return extensions.get(extname(path).toLowerCase());
}

const writers = { ndjson: writeNdjson, csv: writeCsv, parquet: writeParquet } as const;

/**
 * Events in a format, as a stream of bytes; memory holds a batch, for Parquet a row group.
 *
 * @example
 * await writeFileAtomically('events.csv', writeEvents('csv', log.events()));
 */
export function writeEvents(
  format: EventFormat,
  batches: AsyncIterable<readonly SkillInvocation[]>,
): AsyncGenerator<Uint8Array, undefined> {
  return writers[format](batches);
}
