import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { CollectResult } from '@skills/schema';
import { collectResultSchema } from '@skills/schema';
import { describe, expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';
import { writeTranscripts } from './transcript-folder.ts';
import { callLines } from './transcript-lines.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const test = base.extend('home', temporaryHome);
const now = ['--now', '2026-02-11T12:00:00Z'];

describe('several processes on one database', () => {
  test('collectors of the same files, started on no database at all, store every call once', async ({ home }) => {
    writeTranscripts(join(home, '.claude'), { sessions: 8, calls: 120 });

    const runs = await Promise.all([1, 2, 3].map(() => runSkills(['collect', '--json'], { home })));

    expect(runs.map(({ code }) => code).every((code) => code === 0 || code === 3)).toBe(true);
    const results = runs.map(({ out }): CollectResult => collectResultSchema.parse(JSON.parse(out)));
    expect(results.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(960);
    // Every seventh line of a session cannot be read; each is put into quarantine by one of them.
    expect(results.reduce((sum, { quarantined }) => sum + quarantined, 0)).toBe(8 * 18);
    await expectLog(home, { calls: 960, sessions: 8 });
  });

  test('collectors of different files and a recorder do not get in each other’s way', async ({ home }) => {
    for (const part of ['one', 'two']) {
      const folder = join(home, part);
      mkdirSync(folder);
      for (let file = 0; file < 20; file += 1) {
        const calls = Array.from({ length: 30 }, (_, call) => ({
          id: `${part}-${file}-${call}`,
          session: part,
          minute: call,
        }));
        writeFileSync(join(folder, `${file}.jsonl`), callLines(...calls));
      }
    }
    const events = Array.from({ length: 200 }, (_, index) =>
      JSON.stringify({
        source: 'ci',
        kind: 'tool',
        skillName: 'Bash',
        invokedAt: '2026-02-10T08:00:00.000Z',
        completed: true,
        sessionId: 'ci',
        eventId: `e${index}`,
      }),
    );

    const runs = await Promise.all([
      runSkills(['collect', 'claude-code', '--from', 'one', '--json'], { home }),
      runSkills(['collect', 'claude-code', '--from', 'two', '--json'], { home }),
      runSkills(['record', '-', '--json'], { home, input: events.join('\n') }),
    ]);

    // One that meets a half-made database may say that it brought it up to date; it knows to which version.
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(runs.map(({ error }) => error).join('')).not.toContain('undefined');
    expect(runs.map(({ out }): unknown => JSON.parse(out))).toMatchObject([
      { inserted: 600 },
      { inserted: 600 },
      { inserted: 200 },
    ]);
    await expectLog(home, { calls: 1400, sessions: 3 });
  });
});

test('watching stores what is appended, and what it stored is whole after a signal', async ({ home }) => {
  const folder = join(home, '.claude/projects/shop');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'session.jsonl');
  writeFileSync(file, callLines({ id: '1' }));
  const child = spawn(process.execPath, [main, 'collect', 'claude-code', '--watch', '--json'], {
    cwd: home,
    env: { HOME: home, PATH: process.env['PATH'] },
  });
  const out = text(child.stdout);
  let error = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const before = error;
    error += chunk;
    // Each thing heard of leads to the next one.
    const hears = (words: string): boolean => error.includes(words) && !before.includes(words);
    if (hears('watching')) appendFileSync(file, callLines({ id: '2', minute: 1 }, { id: '3', minute: 2 }));
    if (hears('2 new calls')) appendFileSync(file, `no JSON\n${callLines({ id: '4', minute: 3 })}`);
    if (hears('1 new calls')) child.kill('SIGTERM');
  });

  const [code] = await once(child, 'close');

  expect(code).toBe(130);
  expect(error).toContain(`${file}:7: not a JSON object`);
  const result = collectResultSchema.parse(JSON.parse(await out));
  expect(result).toMatchObject({ inserted: 4, quarantined: 1, sources: [{ files: 1, events: 4, lines: 9 }] });
  await expectLog(home, { calls: 4, sessions: 1 });
  expect(await jsonOf(['collect'], { home })).toMatchObject({ inserted: 0, quarantined: 0 });
});

test('a dry run tells what a run would do, and leaves nothing behind', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 2, calls: 15 });

  const dry = await runSkills(['collect', 'claude-code', '--dry-run', '--json'], { home });
  const isMade = existsSync(join(home, '.local'));
  const wet = await runSkills(['collect', 'claude-code', '--json'], { home });
  const log = readFileSync(join(home, '.local/share/skills/skills.db'));
  const dryAgain = await runSkills(['collect', 'claude-code', '--dry-run', '--json'], { home });

  const [promised, done, nothing] = [dry, wet, dryAgain].map(({ out }): CollectResult =>
    collectResultSchema.parse(JSON.parse(out)),
  );
  expect(readdirSync(home).toSorted()).toEqual(['.claude', '.local']);
  expect(isMade).toBe(false);
  expect({ ...promised, durationSeconds: 0 }).toEqual({ ...done, durationSeconds: 0 });
  expect(nothing).toMatchObject({ inserted: 0, quarantined: 0 });
  expect(readFileSync(join(home, '.local/share/skills/skills.db')).equals(log)).toBe(true);
  await expectLog(home, { calls: 30, sessions: 2 });
});

test('a dry run on a database of an older version does not upgrade it', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 1, calls: 7 });
  await runSkills(['record', 'review'], { home });
  await jsonOf(['db', 'rollback', '--to', 'V4'], { home });

  const dry = await runSkills(['collect', 'claude-code', '--dry-run', '--json'], { home });

  expect(JSON.parse(dry.out)).toMatchObject({ inserted: 7 });
  expect(await jsonOf(['db', 'status'], { home })).toMatchObject({ schemaVersion: expect.stringMatching(/^V4/) });
});

/** Log, rollups and sessions agree, and the file is sound. */
async function expectLog(
  home: string,
  { calls, sessions }: Readonly<Record<'calls' | 'sessions', number>>,
): Promise<void> {
  const [top, list, hourly, exported, check] = await Promise.all([
    jsonOf(['top', '--since', 'all', ...now], { home }),
    jsonOf(['sessions', 'list', '--limit', '1000'], { home }),
    jsonOf(['hourly', '--since', 'all', ...now], { home }),
    runSkills(['export', 'ndjson', '--quiet'], { home }),
    jsonOf(['db', 'check'], { home }),
  ]);
  expect(exported).toMatchObject({ code: 0, error: '' });
  const ids = exported.out.trimEnd().split('\n');
  expect([invocationsIn(top, 'skills'), invocationsIn(hourly, 'hours'), invocationsIn(list, 'sessions')]).toEqual([
    calls,
    calls,
    calls,
  ]);
  expect([ids.length, new Set(ids).size]).toEqual([calls, calls]);
  expect(list).toMatchObject({ sessions: { length: sessions } });
  expect(check).toEqual({ ok: true, problems: [] });
}

function invocationsIn(result: unknown, list: string): number {
  const rows: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, list) : undefined;
  if (!Array.isArray(rows)) throw new Error(`no list of ${list}`);
  return rows.reduce((sum: number, row: object) => sum + Number(Reflect.get(row, 'invocations')), 0);
}
