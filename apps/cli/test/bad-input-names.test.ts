import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topResultSchema } from '@skills/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SkillsRun } from './run-skills.ts';
import { jsonOf, runSkills } from './run-skills.ts';
import { callLines } from './transcript-lines.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), 'skills-bad-names-'));
const window = ['--since', 'all'];

/** What a model, a repository or a guest may call a tool. */
const names = [
  '\u001b]0;owned\u0007\u001b[2Jcleared',
  '\u009b31mC1',
  'bidi\u202egpj.exe\u2066',
  'zero\u200bwidth\ufeff',
  'tags\u{e0041}\u{e007f}',
  'line\nbreak\rand\ttab',
  'quotes "\'`\\',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '=cmd|calc!A1',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  "Robert'); DROP TABLE skill; --",
  '<img src=x onerror=alert(1)>',
  '%s%n{0}${jndi}',
  '../../etc/passwd',
  '--json',
  'x'.repeat(1024),
];
const hostileFile = 'evil\u001b[31m\nname\u202e.jsonl';
const notForTerminals = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

let collected: SkillsRun;

beforeAll(async () => {
  const folder = join(home, '.claude/projects/shop');
  mkdirSync(folder, { recursive: true });
  const calls = names.map((tool, index) => ({ id: String(index), session: tool, tool, cwd: `/home/user/${tool}` }));
  writeFileSync(join(folder, hostileFile), `${callLines(...calls)}not JSON\n`);
  collected = await runSkills(['collect', 'claude-code', '--json'], { home });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('a hostile file name is told as it is to programs and harmlessly to people', () => {
  const result: unknown = JSON.parse(collected.out);

  expect(collected.code).toBe(3);
  expect(result).toMatchObject({
    inserted: names.length,
    sources: [{ errors: [{ file: expect.stringContaining(hostileFile), line: names.length * 2 + 1 }] }],
  });
  expect(collected.out.replaceAll('\n', '')).not.toMatch(notForTerminals);
  expect(collected.error.trimEnd()).not.toMatch(notForTerminals);
});

test('every name arrives as it was written', async () => {
  const top = topResultSchema.parse(await jsonOf(['top', '--limit', '1000', ...window], { home }));

  expect(top.skills.map(({ skillName }) => skillName).toSorted()).toEqual(names.toSorted());
  expect(top.skills.every(({ invocations, completed }) => invocations === 1 && completed === 1)).toBe(true);
});

test('a name is found by what it is, and is no option, pattern or statement', async () => {
  const [proto, sql, nobody] = await Promise.all([
    jsonOf(['show', '__proto__', ...window], { home }),
    jsonOf(['show', "Robert'); DROP TABLE skill; --", ...window], { home }),
    runSkills(['show', "' OR 1=1 --", ...window], { home }),
  ]);

  expect([proto, sql]).toMatchObject([{ invocations: 1 }, { invocations: 1 }]);
  expect(nobody.code).toBe(2);
  expect(await jsonOf(['db', 'check'], { home })).toEqual({ ok: true, problems: [] });
});

test('in CSV no cell is a formula, and what is read back is what was written', async () => {
  const csv = await runSkills(['export', 'csv', '--out', 'all.csv'], { home });
  const piped = await runSkills(['export', 'csv'], { home });
  await runSkills(['import', 'all.csv', '--db', 'file:copy.db'], { home });

  const copy = topResultSchema.parse(
    await jsonOf(['top', '--limit', '99', ...window, '--db', 'file:copy.db'], { home }),
  );
  expect(csv.code).toBe(0);
  expect(piped.out).not.toMatch(/(^|,|\n)"?[=+\-@]/);
  expect(copy.skills.map(({ skillName }) => skillName).toSorted()).toEqual(names.toSorted());
});

// A pseudo-terminal from util-linux; macOS and Windows have another `script`, or none.
const hasTerminal = existsSync('/usr/bin/script') && process.platform === 'linux';

test.skipIf(!hasTerminal).for([['top'], ['hourly'], ['sessions', 'list']])(
  'on a terminal the only escape sequences of skills %j are our colours',
  (words) => {
    const asked = words[0] === 'sessions' ? words : [...words, ...window];
    const command = [process.execPath, main, ...asked].map((word) => `'${word}'`).join(' ');

    const { stdout, status } = spawnSync('/usr/bin/script', ['-qec', command, '/dev/null'], {
      env: { HOME: home, TERM: 'xterm-256color', PATH: process.env['PATH'] },
      encoding: 'utf8',
      input: '',
    });

    expect(status).toBe(0);
    expect(stdout).toContain('\u001b[');
    expect(stdout.replaceAll(/\u001b\[\d+m/g, '').replaceAll('\r\n', '')).not.toMatch(notForTerminals);
  },
);
