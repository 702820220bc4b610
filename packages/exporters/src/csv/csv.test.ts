import { SkillsError } from '@skills/schema';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, collected, inPieces, streamOf, summaryOf } from '../../test/byte-streams.ts';
import { invocationArbitrary } from '../../test/invocation-arbitrary.ts';
import { csvRecords } from './csv-records.ts';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

const header = 'source,kind,skillName,invokedAt,sessionId,completed';
const row = 'ci,skill,pdf,2026-02-10T12:34:56.789Z,s1,true';

async function cellsOf(text: string): Promise<readonly unknown[]> {
  const records = await collected(csvRecords(inPieces(text, 5)));
  return records.map((record) => ('cells' in record ? record.cells : record));
}

async function* huge(): AsyncGenerator<Uint8Array, undefined> {
  yield Buffer.from(`${header}\nci,skill,"`);
  for (let count = 0; count < 100; count += 1) yield Buffer.from(`${'x'.repeat(100_000)}\n`);
  yield Buffer.from(`",2026-02-10T12:34:56Z,s1,\n${row}\n`);
  return undefined;
}

test('reads what other programs write: any column order, TRUE, empty cells, no quotes', async () => {
  const text = `\ufeffsessionId,completed,skillName,kind,source,invokedAt,durationSeconds,alternatives\n${[
    's1,TRUE,pdf,skill,ci,2026-02-10 12:34:56,1.5e1,"[""docx""]"',
    's1,,docx,skill,ci,2026-02-10T12:34:56+02:00,,',
  ].join('\n')}`;
  const reads = await collected(readCsv(inPieces(text)));

  expect(reads).toMatchObject([
    { line: 2, event: { completed: true, skillName: 'pdf', durationSeconds: 15, alternatives: ['docx'] } },
    { line: 3, event: { completed: null, skillName: 'docx' } },
  ]);
  expect(reads[1]).not.toHaveProperty('event.durationSeconds');
});

test('names every bad record by the line on which it begins and lets the others in', async () => {
  const text = [
    header,
    row,
    'ci,skill,pdf',
    row.replace('pdf', '"two\nlines"'),
    row.replace('true', 'perhaps'),
    '',
    row.replace('pdf', '"x" y'),
    row.replace('pdf', 'x"y'),
    row.replace('2026-02-10', '2026-02-30'),
    row,
  ].join('\r\n');

  expect(await summaryOf(readCsv(inPieces(text)))).toEqual([
    '2: pdf',
    '3: expected 6 cells, got 3',
    '4: two\nlines',
    expect.stringMatching(/^6: completed: /),
    '8: something other than a comma follows a closing quote',
    '9: a quote stands inside a cell that does not begin with one',
    expect.stringMatching(/^10: invokedAt: /),
    '11: pdf',
  ]);
});

test('a quote that is never closed costs one line, not the rest of the file', async () => {
  const text = [header, row, row.replace('pdf', '"pdf'), row, row, row].join('\n');

  expect(await summaryOf(readCsv(inPieces(text)))).toEqual([
    '2: pdf',
    '3: a quoted cell is not closed',
    '4: pdf',
    '5: pdf',
    '6: pdf',
  ]);
});

test('a quote that is closed lines later costs the line on which it opened', async () => {
  const text = [header, row.replace('pdf', '"pdf'), row, row.replace('pdf', '"docx"'), row].join('\n');

  expect(await summaryOf(readCsv(inPieces(text)))).toEqual([
    '2: something other than a comma follows a closing quote',
    '3: pdf',
    '4: docx',
    '5: pdf',
  ]);
});

test('a record of more than 8 MiB is refused and those behind it are read', async () => {
  const summary = await summaryOf(readCsv(huge()));

  expect(summary[0]).toBe('2: longer than 8388608 characters');
  expect(summary.at(-1)).toBe('103: pdf');
});

test('a quote before hundreds of thousands of lines is given up early enough', async () => {
  const text = `${header}\n"open\n${'\n'.repeat(300_000)}${row}`;

  expect(await summaryOf(readCsv(inPieces(text, 65_536)))).toEqual([
    '2: longer than 8388608 characters',
    '300003: pdf',
  ]);
});

test.each([
  ['a,b', /no event has a field "a"/],
  ['source,kind', /columns are missing: skillName, invokedAt, sessionId/],
  [`${header},kind`, /the column kind stands there twice/],
  ['"source', /a quoted cell is not closed/],
])('refuses a file whose header is %j', async (text, reason) => {
  const reading = summaryOf(readCsv(inPieces(text)));

  await expect(reading).rejects.toThrow(SkillsError);
  await expect(reading).rejects.toThrow(reason);
});

test('splits well-formed CSV like csv-parse', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', "'", ' ', 'é', '😀') });
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });

  await fc.assert(
    fc.asyncProperty(records, fc.constantFrom('\n', '\r\n'), async (table, end) => {
      const text = table.map((cells) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',') + end).join('');
      const expected: unknown = parse(text, { record_delimiter: end, relax_column_count: true });

      expect(await cellsOf(text)).toEqual(expected);
      expect(expected).toEqual(table);
    }),
  );
});

test('splits cells without quotes like csv-parse', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', "'", ' ', '=', '1', '.', 'é'), minLength: 1 });
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });

  await fc.assert(
    fc.asyncProperty(records, fc.constantFrom('\n', '\r\n'), async (table, end) => {
      const text = table.map((cells) => cells.join(',')).join(end);
      const expected: unknown = parse(text, { relax_column_count: true, skip_empty_lines: true });

      expect(await cellsOf(text)).toEqual(expected);
    }),
  );
});

test('reads any bytes to the end without throwing, every line accounted for', async () => {
  const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => bytes.map((byte) => (byte < 90 ? byte : byte % 64)));

  await fc.assert(
    fc.asyncProperty(noise, async (bytes) => {
      const reads = await collected(csvRecords(inPieces(bytes)));
      const lines = reads.map((read) => read.line);

      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      expect(new Set(lines).size).toBe(lines.length);
    }),
  );
});

test('no cell of an export begins like a formula, however hostile the texts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(invocationArbitrary, { maxLength: 5 }), async (invocations) => {
      const text = (await bytesOf(writeCsv(streamOf(invocations)))).toString();
      const cells: readonly (readonly string[])[] = parse(text, { record_delimiter: '\r\n' });

      for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});
