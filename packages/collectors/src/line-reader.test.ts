import { closeSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { LineBuffer, LineReader, longestLineBytes } from './line-reader.ts';

type ReadLine = {
  readonly kind: string;
  readonly text: string;
  readonly lineNumber: number;
  readonly byteOffset: number;
};

function linesOf(content: Buffer | string, chunkBytes = 64): { lines: readonly ReadLine[]; reader: LineReader } {
  const path = join(temporaryFolder(), 'lines');
  writeFileSync(path, content);
  return readLines(path, Buffer.byteLength(content), chunkBytes);
}

function readLines(
  path: string,
  sizeBytes: number,
  chunkBytes: number,
): { lines: readonly ReadLine[]; reader: LineReader } {
  const descriptor = openSync(path, 'r');
  const reader = new LineReader({ descriptor, sizeBytes, byteOffset: 0, lineNumber: 0 }, new LineBuffer(chunkBytes));
  const lines: ReadLine[] = [];
  for (let kind = reader.next(); kind !== undefined; kind = reader.next()) {
    const { bytes, start, end, lineNumber, byteOffset } = reader.line;
    const text = bytes.length === 0 ? `${end - start} bytes` : bytes.toString('latin1', start, end);
    lines.push({ kind, text, lineNumber, byteOffset });
  }
  closeSync(descriptor);
  return { lines, reader };
}

test.for([
  ['a lone CR', 'a\rb\nc\n', ['a\rb', 'c']],
  ['U+2028 and U+2029', 'a\u2028b\u2029c\nd\n', [Buffer.from('a\u2028b\u2029c').toString('latin1'), 'd']],
  ['NEL, VT and FF', 'a\u0085b\u000bc\u000cd\n', [Buffer.from('a\u0085b\u000bc\u000cd').toString('latin1')]],
  ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
  ['blank lines', 'a\n\n\nb\n', ['a', '', '', 'b']],
  ['a byte order mark', '\ufeffa\nb\n', ['a', 'b']],
  ['NUL', 'a\0b\n', ['a\0b']],
] as const)('splits at newlines only: %s', ([, content, expected]) => {
  expect(linesOf(content).lines.map((line) => line.text)).toEqual(expected);
});

test('splits any bytes as splitting the whole would, wherever the chunks end', () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom('\n', '\r\n', 'x'.repeat(500)).map((text) => Buffer.from(text)),
  );

  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.integer({ min: 1, max: 300 }), (parts, chunkBytes) => {
      const content = Buffer.concat(parts);
      const expected = content.toString('latin1').split('\n');
      const last = expected.pop() ?? '';
      const { lines, reader } = linesOf(content, chunkBytes);
      const withoutMark = (text: string, index: number): string =>
        index === 0 ? text.replace(/^\u00ef\u00bb\u00bf/, '') : text;

      expect(lines.map((line) => line.text)).toEqual(
        [...expected, ...(last === '' ? [] : [last])].map((text, index) => withoutMark(text, index).replace(/\r$/, '')),
      );
      expect(reader.byteOffset).toBe(content.length - last.length);
      expect(lines.map((line) => line.lineNumber)).toEqual(lines.map((_, index) => index + 1));
    }),
    { numRuns: 200 },
  );
});

test('says that what follows the last newline is unfinished', () => {
  const { lines, reader } = linesOf('a\nbc');

  expect(lines.map((line) => [line.kind, line.text, line.byteOffset])).toEqual([
    ['line', 'a', 0],
    ['unfinished', 'bc', 2],
  ]);
  expect([reader.byteOffset, reader.lineNumber]).toEqual([2, 1]);
});

test('steps over a line of 1 GB without keeping it', { timeout: 60_000 }, () => {
  const path = join(temporaryFolder(), 'huge');
  writeFileSync(path, 'a\n');
  // A sparse file: a gigabyte of NUL that takes no room.
  truncateSync(path, 1_000_000_000);
  const descriptor = openSync(path, 'a');
  onTestFinished(() => closeSync(descriptor));
  writeFileSync(descriptor, '\nb\n');
  const before = process.memoryUsage().rss;

  const { lines } = readLines(path, 1_000_000_003, 1024 * 1024);

  expect(lines.map((line) => [line.kind, line.text, line.lineNumber, line.byteOffset])).toEqual([
    ['line', 'a', 1, 0],
    ['oversize', '999999998 bytes', 2, 2],
    ['line', 'b', 3, 1_000_000_001],
  ]);
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

test.for([
  [longestLineBytes, 'line'],
  [longestLineBytes + 1, 'oversize'],
])('draws the line at %i bytes: %s', ([length, kind]) => {
  const { lines } = linesOf(`${'x'.repeat(Number(length))}\nb\n`, 1024 * 1024);

  expect(lines.map((line) => line.kind)).toEqual([kind, 'line']);
});
