import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test as base } from 'vitest';
import { runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);

test.for([
  [['tpo'], "unknown command 'tpo' (Did you mean top?)"],
  [['frobnicate'], "unknown command 'frobnicate' (see skills --help)"],
  [['prune'], "unknown command 'prune' (Did you mean db prune?)"],
  [['top', '--limit', '0'], '--limit 0: expected an integer from 1 to 1000000'],
  [['top', '--since', 'yesterday'], '--since yesterday: expected 24h, 7d, 30d, all or a time such as 2026-02-10'],
  [['top', '--kind', 'skil'], '--kind skil: expected one of skill, slash_command'],
  [['top', '--now', '2026-02-30'], '--now 2026-02-30: expected a time such as'],
  [['top', '--db', 'skills.db'], '"skills.db" is not a database URL; for a file, write "file:skills.db"'],
  [['top', '--project', 'nowhere'], 'no project is called nowhere'],
  [
    ['show', 'nothing-like-it', '--now', '2026-02-10'],
    'nothing-like-it between 2026-01-11 00:00 and 2026-02-11 00:00 UTC; skills top names',
  ],
  [['show', '\u001b[31mred'], 'no call of red between'],
  [['collect', 'gemini'], 'collect gemini: no such source; known: claude-code, codex, session-buddy'],
  [['record', 'x', '--completed', '--failed'], '--completed and --failed contradict each other'],
  [['record', 'x', '--rating', '6'], '--rating 6: expected a number from 1 to 5'],
  [['export', 'xml'], 'export xml: expected one of ndjson, csv, parquet'],
  [['export', 'csv', '--json'], '--json needs --out'],
  [['import', 'events.txt'], 'import events.txt: name the format with --format'],
  [['import', 'missing.csv'], 'cannot read missing.csv: there is no such file'],
  [['db', 'migrate', '--to', 'V99'], 'no database at'],
  [['db', 'prune'], 'no tier has an age yet: db prune --raw 90d'],
  [['demo', '--scale', 'huge'], '--scale huge: expected one of small, medium, large'],
] as const)('%j is the mistake of the caller, told in one line', async ([words, message], { home }) => {
  const run = await runSkills([...words], { home });

  expect(run).toMatchObject({ code: 2, out: '' });
  const lines = run.error.trimEnd().split('\n');
  expect(lines.at(-1)).toContain(message);
  expect(run.error).not.toMatch(/\u001b|\n\s+at /);
});

test('a file that is no database is our failure to read it, and it stays as it was', async ({ home }) => {
  const file = join(home, 'text.db');
  const content = 'this is no database, '.repeat(100);
  writeFileSync(file, content);

  const run = await runSkills(['top', '--db', `file:${file}`], { home });

  expect(run.code).toBe(1);
  expect(run.error).toMatch(/\nskills: .+text\.db: the file is not a SQLite database.+\n$/);
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('SKILLS_DEBUG adds where it happened', async ({ home }) => {
  const run = await runSkills(['export', 'xml'], { home, environment: { SKILLS_DEBUG: '1' } });

  expect(run.error).toMatch(/\n\s+at /);
});

test('--help and --version answer on standard output', async ({ home }) => {
  const [help, version, bare] = await Promise.all([
    runSkills(['top', '--help'], { home }),
    runSkills(['--version'], { home }),
    runSkills([], { home }),
  ]);

  expect(help).toMatchObject({ code: 0, error: '' });
  expect(help.out).toContain('--limit <count>');
  expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(bare.out).toContain('Usage: skills');
});

test('nothing collected yet says what to do, and makes no database', async ({ home }) => {
  const run = await runSkills(['top'], { home });

  expect(run.code).toBe(0);
  expect(run.error).toMatch(/^no database yet at .+; skills collect makes it\n$/);
  expect(run.out).toContain('skills collect');
  expect((await runSkills(['top', '--quiet', '--json'], { home })).error).toBe('');
});

test('a reader that stops early is no failure', async ({ home }) => {
  await runSkills(['demo', '--quiet'], { home });
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const child = spawn(
    process.execPath,
    [main, 'export', 'ndjson', '--db', `file:${join(home, '.local/share/skills/demo.db')}`],
    {
      env: { HOME: home, PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );

  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'close');

  expect(code).toBe(0);
});

test('an interrupt ends a command that waits for input, without a word', async ({ home }) => {
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, 'record', '-'], {
    env: { HOME: home, PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const error = text(child.stderr);
  const database = join(home, '.local/share/skills/skills.db');
  await expect.poll(() => existsSync(database), { timeout: 20_000 }).toBe(true);

  child.kill('SIGINT');
  const [code] = await once(child, 'close');

  expect(code).toBe(130);
  expect(await error).toBe('');
});
