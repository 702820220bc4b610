import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CollectResult } from '@skills/schema';
import { collectResultSchema, skillEventSchema } from '@skills/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenTranscripts } from './broken-transcripts.ts';
import { jsonOf, runSkills } from './run-skills.ts';
import { callLines } from './transcript-lines.ts';

const home = mkdtempSync(join(tmpdir(), 'skills-bad-lines-'));
const folder = join(home, 'transcripts');
const broken = brokenTranscripts();
const badLines = broken.reduce((sum, { bad }) => sum + bad.length, 0);
const fileOf = (name: string): string =>
  join(folder, `${broken.findIndex((transcript) => transcript.name === name)}.jsonl`);

let first: { readonly code: number | null; readonly result: CollectResult };
let second: typeof first;
let arrived: ReadonlyMap<string, readonly string[]>;

// All files in one run: what is bad in one must not touch the others.
beforeAll(async () => {
  mkdirSync(folder);
  for (const { name, bytes } of broken) writeOld(fileOf(name), bytes);
  first = await collect();
  second = await collect();
  const { out } = await runSkills(['export', 'ndjson'], { home });
  const events = out
    .trimEnd()
    .split('\n')
    .map((line) => skillEventSchema.parse(JSON.parse(line)));
  arrived = new Map(
    [...Map.groupBy(events, ({ sessionId }) => sessionId)].map(([name, calls]) => [
      name,
      calls.map(({ skillName }) => skillName).toSorted(),
    ]),
  );
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a transcript with', () => {
  test.for(broken)('$name: its good lines arrive, its bad ones are named', ({ name, arrives, bad }) => {
    const named = first.result.sources[0]?.errors.filter(({ file }) => file === fileOf(name));

    expect(arrived.get(name) ?? []).toEqual(arrives);
    expect(named).toEqual(
      bad.map(([line, reason]) => ({ file: fileOf(name), line, reason: expect.stringContaining(reason) })),
    );
  });
});

test('what could not be read makes the work a part, and each line is counted once', () => {
  expect(first.code).toBe(3);
  expect(first.result).toMatchObject({ quarantined: badLines, sources: [{ files: broken.length }] });
  expect(first.result.inserted).toBe([...arrived.values()].flat().length);
});

test('the quarantine keeps file, line, place and reason of every bad line', async () => {
  using database = new DatabaseSync(join(home, '.local/share/skills/skills.db'), { readOnly: true });
  const rows = database.prepare("SELECT path || ':' || line_number || ': ' || reason AS text FROM quarantine").all();

  const named = first.result.sources[0]?.errors.map(({ file, line, reason }) => `${file}:${line}: ${reason}`) ?? [];
  expect(rows.map(({ text }) => String(text)).toSorted()).toEqual(named.toSorted());
});

test('a second run finds nothing new, good or bad', () => {
  expect(second.code).toBe(0);
  expect(second.result).toMatchObject({ inserted: 0, duplicates: 0, quarantined: 0 });
  expect(second.result.sources).toMatchObject([{ filesUnchanged: broken.length, bytes: 0, errors: [] }]);
});

test('what is appended behind bad lines arrives, and nothing old is counted or named again', async () => {
  const ended = broken.filter(({ bytes }) => bytes.at(-1) === 0x0a);
  for (const { name } of ended) {
    appendFileSync(fileOf(name), callLines({ id: `${name}-later`, session: name, tool: 'Later' }));
  }

  const third = await collect();

  expect(third.code).toBe(0);
  expect(third.result).toMatchObject({ inserted: ended.length, duplicates: 0, quarantined: 0 });
  const later = await jsonOf(['show', 'Later', '--since', 'all'], { home });
  expect(later).toMatchObject({ invocations: ended.length, completed: ended.length, sessions: ended.length });
});

async function collect(): Promise<typeof first> {
  const run = await runSkills(['collect', 'claude-code', '--from', folder, '--json'], { home });
  return { code: run.code, result: collectResultSchema.parse(JSON.parse(run.out)) };
}

/** A file that nobody is writing any more. */
function writeOld(path: string, bytes: Uint8Array): void {
  writeFileSync(path, bytes);
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(path, hourAgo, hourAgo);
}
