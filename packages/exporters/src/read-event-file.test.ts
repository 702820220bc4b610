import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toSkillInvocation, type SkillInvocation } from '@skills/schema';
import { expect, test as base } from 'vitest';
import { collected, inPieces, streamOf, summaryOf } from '../test/byte-streams.ts';
import { eventFormatOf, eventFormats, writeEvents } from './event-format.ts';
import { readEventFile } from './read-event-file.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), 'skills-exporters-'));
  onCleanup(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
});

function* invocations(count: number): Generator<SkillInvocation, undefined> {
  for (let number = 0; number < count; number += 1) {
    yield {
      callId: `call-${number}`,
      source: 'ci',
      kind: 'skill',
      skillName: `skill ${number % 7}`,
      invokedAtMs: 1_770_000_000_000 + number,
      completed: number % 3 === 0 ? null : number % 2 === 0,
      sessionId: `s${number % 100}`,
      alternatives: number % 2 === 0 ? [] : ['docx'],
    };
  }
  return undefined;
}

test.for(eventFormats)('reads back a %s file of several row groups', async (format, { folder }) => {
  const events = [...invocations(40_000)];
  const path = join(folder, `events.${format}`);
  await writeFileAtomically(path, writeEvents(format, streamOf(events.slice(0, 999), events.slice(999))));
  const reads = await collected(readEventFile(path, format));

  expect(reads.map((read) => ('event' in read ? toSkillInvocation(read.event, '') : read))).toEqual(events);
  expect(reads[0]?.line).toBe(format === 'csv' ? 2 : 1);
  expect(reads.at(-1)?.line).toBe(format === 'csv' ? 40_001 : 40_000);
});

test.for(eventFormats)('names a %s file that is not there', async (format, { folder }) => {
  const reading = summaryOf(readEventFile(join(folder, 'nothing'), format));

  await expect(reading).rejects.toMatchObject({ name: 'SkillsError', code: 'not-found' });
});

test.for(eventFormats)('cannot read a folder as %s', async (format, { folder }) => {
  await expect(summaryOf(readEventFile(folder, format))).rejects.toMatchObject({ name: 'SkillsError' });
});

test('refuses what is no Parquet file, or only the beginning of one', async ({ folder }) => {
  const path = join(folder, 'events.parquet');
  await writeFileAtomically(path, writeEvents('parquet', streamOf([...invocations(10)])));
  const whole = await readEventFile(path, 'parquet').next();
  writeFileSync(path, 'PAR1 but not really');
  const reading = summaryOf(readEventFile(path, 'parquet'));

  expect(whole.value).toMatchObject({ line: 1 });
  await expect(reading).rejects.toMatchObject({
    code: 'invalid-input',
    message: `${path}: not a readable Parquet file: cannot decode the end of the file`,
  });
  writeFileSync(path, '');
  await expect(summaryOf(readEventFile(path, 'parquet'))).rejects.toMatchObject({ code: 'invalid-input' });
});

test('names the CSV file whose header is none', async ({ folder }) => {
  const path = join(folder, 'events.csv');
  writeFileSync(path, 'colour\nred\n');

  await expect(summaryOf(readEventFile(path, 'csv'))).rejects.toMatchObject({
    code: 'invalid-input',
    message: `${path}: line 1 is not a CSV header of events: no event has a field "colour"`,
  });
});

test('knows a format by the name of the file', async ({ folder }) => {
  expect(['a.ndjson', 'a.jsonl', 'b.CSV', 'c.parquet', 'd.txt', 'csv'].map(eventFormatOf)).toEqual([
    'ndjson',
    'ndjson',
    'csv',
    'parquet',
    undefined,
    undefined,
  ]);
  const path = join(folder, 'x.ndjson');
  await writeFileAtomically(path, inPieces('{}'));

  expect(await summaryOf(readEventFile(path, 'ndjson'))).toEqual([expect.stringMatching(/^1: source: /)]);
});
