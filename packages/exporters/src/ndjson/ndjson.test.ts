import { expect, test } from 'vitest';
import { bytesOf, collected, inPieces, streamOf, summaryOf } from '../../test/byte-streams.ts';
import { byteLines } from './byte-lines.ts';
import { readNdjson } from './read-ndjson.ts';
import { writeNdjson } from './write-ndjson.ts';

const event = {
  source: 'ci',
  kind: 'skill',
  skillName: 'pdf',
  invokedAt: '2026-02-10T12:34:56.789Z',
  completed: true,
  sessionId: 's1',
};
const line = JSON.stringify(event);

async function* huge(): AsyncGenerator<Uint8Array, undefined> {
  yield Buffer.from(`${line}\n{"x":"`);
  const block = Buffer.alloc(1024 * 1024, 'x');
  for (let count = 0; count < 300; count += 1) yield block;
  yield Buffer.from(`"}\n${line}`);
  return undefined;
}

async function* reusing(): AsyncGenerator<Uint8Array, undefined> {
  const buffer = Buffer.from('ab');
  yield buffer;
  buffer.write('c\n');
  yield buffer;
  return undefined;
}

test('names every bad line by its number and lets the others in', async () => {
  const bad = JSON.stringify({ ...event, durationSeconds: -1, colour: 'red' });
  const text = [line, '{"cut": ', line, '', '   ', bad, '[]', '"text"', 'null', `${line}${line}`, line].join('\n');

  expect(await summaryOf(readNdjson(inPieces(text)))).toEqual([
    '1: pdf',
    '2: not valid JSON',
    '3: pdf',
    expect.stringMatching(/^6: .*durationSeconds: .*colour/),
    expect.stringMatching(/^7: \(value\): /),
    expect.stringMatching(/^8: \(value\): /),
    expect.stringMatching(/^9: \(value\): /),
    '10: not valid JSON',
    '11: pdf',
  ]);
});

test('does not tell what stood on a line that is not JSON', async () => {
  expect(await summaryOf(readNdjson(inPieces('my password is hunter2')))).toEqual(['1: not valid JSON']);
});

test('splits at line feeds alone, takes a byte order mark, CRLF and a last line without an end', async () => {
  const odd = JSON.stringify({ ...event, skillName: 'a\u2028b\u2029c' });
  const text = `\ufeff${line}\r\n${odd}\r\n${line}`;

  expect(await summaryOf(readNdjson(inPieces(text, 1)))).toEqual(['1: pdf', '2: a\u2028b\u2029c', '3: pdf']);
});

test('refuses a line that is not UTF-8 or that holds NUL bytes', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${line}\n`),
    Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]),
    Buffer.alloc(20),
    Buffer.from(`\n${line}\n`),
  ]);

  expect(await summaryOf(readNdjson(inPieces(bytes)))).toEqual([
    '1: pdf',
    '2: not valid UTF-8',
    '3: not valid JSON',
    '4: pdf',
  ]);
});

test('passes over a line of more than 8 MiB without keeping it', async () => {
  const before = process.memoryUsage().rss;
  const summary = await summaryOf(readNdjson(huge()));

  expect(summary).toEqual(['1: pdf', '2: longer than 8388608 bytes', '3: pdf']);
  // Half of what a line kept whole would take.
  expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
});

test('refuses metadata that is nested too deep to be walked', async () => {
  const deep = `${line.slice(0, -1)},"metadata":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;

  expect(await summaryOf(readNdjson(inPieces(deep, 65_536)))).toEqual(['1: metadata: nested deeper than 64 levels']);
});

test('keeps the bytes of a line whose pieces the source overwrites', async () => {
  const [first] = await collected(byteLines(reusing(), 10));

  expect(first !== undefined && 'bytes' in first && first.bytes.toString()).toBe('abc');
});

test('writes one object a line and leaves out what is absent', async () => {
  const invocation = { callId: 'c1', source: 'ci', kind: 'skill', skillName: 'pdf', invokedAtMs: 0 } as const;
  const written = await bytesOf(
    writeNdjson(streamOf([{ ...invocation, sessionId: 's1', completed: null, userId: undefined }])),
  );

  expect(written.toString()).toBe(
    '{"eventId":"c1","invokedAt":"1970-01-01T00:00:00.000Z","source":"ci","kind":"skill","skillName":"pdf","sessionId":"s1","completed":null}\n',
  );
});
