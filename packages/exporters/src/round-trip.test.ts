import { toSkillInvocation, type SkillInvocation } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, collected, inPieces, streamOf } from '../test/byte-streams.ts';
import { invocationArbitrary } from '../test/invocation-arbitrary.ts';
import { eventFormats, writeEvents, type EventFormat } from './event-format.ts';
import { readCsv } from './csv/read-csv.ts';
import { readNdjson } from './ndjson/read-ndjson.ts';
import { readParquet } from './parquet/read-parquet.ts';
import type { ReadEvent } from './read-event.ts';

function read(format: EventFormat, bytes: Buffer): AsyncIterable<ReadEvent> {
  switch (format) {
    case 'ndjson':
      return readNdjson(inPieces(bytes, 97));
    case 'csv':
      return readCsv(inPieces(bytes, 97));
    case 'parquet':
      return readParquet(toAsyncBuffer(bytes));
    default:
      return format satisfies never;
  }
}

function toAsyncBuffer(bytes: Buffer): Parameters<typeof readParquet>[0] {
  const copy = new Uint8Array(bytes).buffer;
  return { byteLength: copy.byteLength, slice: (start, end) => copy.slice(start, end) };
}

function toInvocations(reads: readonly ReadEvent[]): readonly unknown[] {
  return reads.map((item) => ('event' in item ? toSkillInvocation(item.event, 'no id') : item));
}

test.each(eventFormats)('every field of every event comes back from %s as it was', async (format) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(invocationArbitrary, { maxLength: 4 }), { maxLength: 4 }), async (batches) => {
      const bytes = await bytesOf(writeEvents(format, streamOf<readonly SkillInvocation[]>(...batches)));
      const reads = await collected(read(format, bytes));

      expect(toInvocations(reads)).toStrictEqual(batches.flat());
    }),
    { numRuns: format === 'parquet' ? 100 : 300 },
  );
});

test.each(eventFormats)('a file of no events is a valid %s file', async (format) => {
  const bytes = await bytesOf(writeEvents(format, streamOf()));

  expect(await collected(read(format, bytes))).toEqual([]);
});

test.each(eventFormats)('half a surrogate pair does not break %s', async (format) => {
  const broken = {
    callId: 'a',
    source: 's',
    kind: 'tool',
    skillName: 'x\ud800y',
    invokedAtMs: 1e12,
    completed: null,
  } as const;
  const bytes = await bytesOf(writeEvents(format, streamOf([{ ...broken, sessionId: 's' }])));
  const [item] = await collected(read(format, bytes));

  expect(item).toMatchObject({ line: format === 'csv' ? 2 : 1 });
  expect(item !== undefined && 'event' in item && item.event.skillName.toWellFormed()).toBe('x\ufffdy');
});
