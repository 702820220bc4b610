import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bytesOf, collected, streamOf, summaryOf } from '../../test/byte-streams.ts';
import { readEventFile } from '../read-event-file.ts';
import { readParquet } from './read-parquet.ts';
import { writeParquet } from './write-parquet.ts';

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../test/fixtures/${name}`, import.meta.url));
}

test.each(['snappy', 'gzip', 'zstd', 'brotli'])('reads what pyarrow wrote with %s', async (codec) => {
  const reads = await collected(readEventFile(fixture(`pyarrow-${codec}.parquet`), 'parquet'));

  expect(reads).toEqual([
    {
      line: 1,
      event: {
        skillName: 'pdf',
        source: 'ci',
        kind: 'skill',
        sessionId: 's1',
        completed: true,
        durationSeconds: 1.5,
        inputTokens: 7,
        alternatives: ['docx', ''],
        metadata: { a: [1, null] },
        invokedAt: '2026-02-10T12:34:56.789Z',
      },
    },
    {
      line: 2,
      event: {
        skillName: 'naïve\n😀',
        source: 'ci',
        kind: 'tool',
        sessionId: 's2',
        completed: null,
        invokedAt: '2026-02-10T12:34:56.500Z',
      },
    },
    { line: 3, reason: expect.stringMatching(/^invokedAt: /) },
  ]);
});

test('refuses a file with a column that no event has', async () => {
  const bytes = await bytesOf(writeParquet(streamOf()));
  const renamed = Buffer.from(bytes.toString('latin1').replaceAll('skillVersion', 'spellVersion'), 'latin1');
  const file = new Uint8Array(renamed).buffer;
  const reading = summaryOf(
    readParquet({ byteLength: file.byteLength, slice: (start, end) => file.slice(start, end) }),
  );

  await expect(reading).rejects.toThrow('no event has a field "spellVersion"');
});

test('refuses a damaged file instead of inventing rows', async () => {
  const invocation = { callId: 'a', source: 's', kind: 'tool', skillName: 'x', invokedAtMs: 1e12 } as const;
  const bytes = await bytesOf(writeParquet(streamOf([{ ...invocation, completed: null, sessionId: 's' }])));
  const damaged = new Uint8Array(bytes.fill(0xff, 4, 60)).buffer;
  const reading = summaryOf(
    readParquet({ byteLength: damaged.byteLength, slice: (start, end) => damaged.slice(start, end) }),
  );

  await expect(reading).rejects.toMatchObject({ code: 'invalid-input', message: /rows 1 to 1/ });
});
