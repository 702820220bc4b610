import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { collectResultSchema, startResultSchema } from '@skills/schema';
import { expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';
import { writeTranscripts } from './transcript-folder.ts';

const test = base.extend('home', temporaryHome);

const now = ['--now', '2026-02-11T12:00:00Z'];

test('on a machine with nothing to read it says where it looked and shows a labelled world', async ({ home }) => {
  const page = await runSkills(['start', ...now], { home });
  const result = startResultSchema.parse(await jsonOf(['start', ...now], { home }));

  expect(page).toMatchObject({ code: 0, error: '' });
  expect(page.out).toMatch(/^SIMULATED WORLD: none of these numbers is real\n/);
  expect(page.out).toContain(join(home, '.claude/projects'));
  expect(page.out).toContain(join(home, '.codex/sessions'));
  expect(result).toMatchObject({ collected: null, overview: { simulated: true } });
  expect(result.searched.every(({ found }) => !found)).toBe(true);
  expect(await jsonOf(['db', 'status'], { home })).toMatchObject({ events: 0 });
});

test('on a machine with transcripts it collects them and shows what they say', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 3, calls: 50 });

  const run = await runSkills(['start', '--json', ...now], { home });

  // Lines that cannot be read are named and do not spoil the overview.
  expect(run.code).toBe(0);
  expect(run.error).toMatch(/session-0\.jsonl:\d+: /);
  const result = startResultSchema.parse(JSON.parse(run.out));
  expect(result.overview).toMatchObject({ simulated: false, totals: { invocations: 150, sessions: 3, projects: 1 } });
  expect(result.overview.topSkills.map(({ skillName }) => skillName).toSorted()).toEqual(['Bash', 'Edit', 'Read']);
  expect(result.overview.failsMost.length).toBeGreaterThan(0);
  expect(result.searched.some(({ source, found }) => source === 'claude-code' && found)).toBe(true);
  expect(existsSync(join(home, '.local/share/skills/demo.db'))).toBe(false);
});

test('when the last 30 days are empty it shows everything and says so', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 1, calls: 5 });

  const run = await runSkills(['start', '--now', '2026-11-01T00:00:00Z'], { home });

  expect(run.error).toContain('nothing ran in the last 30 days; this is everything that was ever collected');
  expect(run.out).toContain('everything up to');
});

test('collecting again reads nothing again, and bad lines make the first time partial', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 2, calls: 20 });

  const first = await runSkills(['collect', '--json'], { home });
  const second = collectResultSchema.parse(await jsonOf(['collect'], { home }));

  expect(first.code).toBe(3);
  const result = collectResultSchema.parse(JSON.parse(first.out));
  expect(result).toMatchObject({ inserted: 40, quarantined: 6 });
  expect(result.sources[0]?.errors).toHaveLength(6);
  expect(result.sources[0]?.errors[0]).toMatchObject({ line: expect.any(Number), reason: expect.any(String) });
  expect(second).toMatchObject({ inserted: 0, duplicates: 0, quarantined: 0 });
  expect(second.sources[0]).toMatchObject({ source: 'claude-code', files: 2, filesUnchanged: 2, bytes: 0 });
});

test('a dry run counts and stores nothing; --from and --project name place and project', async ({ home }) => {
  writeTranscripts(join(home, 'elsewhere'), { sessions: 1, calls: 6 });
  const words = ['collect', 'claude-code', '--from', 'elsewhere'];

  const dry = collectResultSchema.parse(JSON.parse((await runSkills([...words, '--dry-run', '--json'], { home })).out));
  const empty = await jsonOf(['db', 'status'], { home });
  await runSkills([...words, '--project', 'shop'], { home });
  const top = await jsonOf(['top', '--project', 'shop', ...now], { home });

  expect(dry.inserted).toBe(6);
  expect(empty).toMatchObject({ events: 0 });
  expect(top).toMatchObject({ skills: [{ invocations: 2 }, { invocations: 2 }, { invocations: 2 }] });
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read is named and makes it partial', async ({ home }) => {
  writeTranscripts(join(home, '.claude'), { sessions: 2, calls: 3 });
  chmodSync(join(home, '.claude/projects/-home-user-shop/session-0.jsonl'), 0);

  const run = await runSkills(['start', '--json', ...now], { home });

  expect(run.code).toBe(3);
  expect(run.error).toContain('session-0.jsonl: ');
});

test('watching picks up new lines and ends cleanly when interrupted', async ({ home }) => {
  mkdirSync(join(home, '.claude/projects'), { recursive: true });
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, 'collect', 'claude-code', '--watch', '--json'], {
    env: { HOME: home, PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = text(child.stdout);
  let error = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    error += chunk;
    if (error.includes('watching') && !existsSync(join(home, '.claude/projects/-home-user-shop'))) {
      writeTranscripts(join(home, '.claude'), { sessions: 1, calls: 4 });
    }
    if (error.includes('4 new calls')) child.kill('SIGINT');
  });

  const [code] = await once(child, 'close');

  expect(code).toBe(130);
  expect(collectResultSchema.parse(JSON.parse(await out))).toMatchObject({ inserted: 4 });
  rmSync(join(home, '.claude'), { recursive: true });
  expect(await jsonOf(['top', ...now], { home })).toMatchObject({ skills: [{}, {}, {}] });
});
