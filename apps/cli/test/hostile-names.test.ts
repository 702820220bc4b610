import { expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);

const names = [
  '\u001b]0;owned\u0007title',
  '\u009b31mcsi',
  'bidi\u202etxt.exe',
  'zero\u200bwidth',
  'tag\u{e0041}\u{e007f}',
  'new\nline\ttab',
  '__proto__',
  'constructor',
  '=cmd|calc',
  '<script>alert(1)</script>',
  "'; DROP TABLE skill; --",
  '--json',
  'Z\u0300\u0301\u0302\u0303\u0304\u0305',
  '日本語の名前'.repeat(30),
  'x'.repeat(1000),
];
const now = ['--now', '2026-02-10T12:00:00Z'];

function eventOf(skillName: string, index: number): string {
  return JSON.stringify({
    eventId: `e${index}`,
    source: skillName,
    kind: 'skill',
    skillName,
    invokedAt: '2026-02-10T11:00:00.000Z',
    completed: index % 2 === 0,
    sessionId: skillName,
    projectId: skillName,
    errorType: skillName,
    model: skillName,
    workflowPhase: skillName,
  });
}

test('no stored text steers the terminal, on any page', async ({ home }) => {
  const input = names.map(eventOf).join('\n');
  expect((await runSkills(['record', '-', '--json'], { home, input })).code).toBe(0);
  const [first = ''] = names;
  const pages = [
    ['top'],
    ['show', first],
    ['hourly'],
    ['costs'],
    ['sessions', 'list'],
    ['sessions', 'show', first],
    ['start', '--since', 'all'],
  ];

  for (const page of pages) {
    // oxlint-disable-next-line no-await-in-loop -- two cores
    const run = await runSkills([...page, ...(page[0] === 'sessions' ? [] : now)], { home });

    expect(run.code).toBe(0);
    expect(`${run.out}${run.error}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
});

test('a program gets the names as they are, escaped', async ({ home }) => {
  await runSkills(['record', '-'], { home, input: names.map(eventOf).join('\n') });

  const run = await runSkills(['top', '--limit', '100', '--json', ...now], { home });
  const result = JSON.parse(run.out);

  expect(run.out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(result.skills.map(({ skillName }: { skillName: string }) => skillName).toSorted()).toEqual(names.toSorted());
  expect(
    await jsonOf(['show', '--', '--json'].slice(0, 1).concat(['<script>alert(1)</script>', ...now]), { home }),
  ).toMatchObject({
    skillName: '<script>alert(1)</script>',
  });
});
