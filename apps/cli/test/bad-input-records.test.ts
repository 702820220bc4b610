import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordResultSchema } from '@skills/schema';
import { expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);

const event = {
  source: 'ci',
  kind: 'skill',
  skillName: 'review',
  invokedAt: '2026-02-10T11:00:00.000Z',
  completed: true,
  sessionId: 's',
};
const line = (changes: object): string => JSON.stringify({ ...event, ...changes });
const tooDeep = `${'['.repeat(1e5)}${']'.repeat(1e5)}`;
const eightMegabytes = 8 * 1024 * 1024;

/** Lines of events from outside; a reason when the line is to be rejected. */
const lines: readonly (readonly [line: string | Buffer, reason?: string])[] = [
  [`\ufeff${line({ eventId: 'first' })}`],
  [`${line({ eventId: 'CR LF' })}\r`],
  [''],
  [' \t '],
  ['null', 'expected object'],
  ['[]', 'expected object'],
  ['42', 'expected object'],
  ['{}', 'source'],
  [line({}) + line({}), 'not valid JSON'],
  [line({}).slice(0, 50), 'not valid JSON'],
  ['\0'.repeat(100), 'not valid JSON'],
  [Buffer.concat([Buffer.from('{"x":"'), Buffer.of(0xff), Buffer.from('"}')]), 'UTF-8'],
  [tooDeep, 'expected object'],
  [line({ metadata: {} }).replace('{}', `{"x":${tooDeep}}`), 'metadata'],
  [line({ metadata: { text: 'x'.repeat(eightMegabytes) } }), 'longer than'],
  [line({ skillName: '' }), 'skillName'],
  [line({ skillName: 'x'.repeat(2000) }), 'skillName'],
  [line({ kind: 'spell' }), 'kind'],
  [line({ completed: 'yes' }), 'completed'],
  [line({ invokedAt: '2026-02-30T11:00:00Z' }), 'invokedAt'],
  [line({ invokedAt: '2026-02-10T11:00:00Z\u2028' }), 'invokedAt'],
  [line({ invokedAt: 1_770_721_200_000 }), 'invokedAt'],
  [line({ durationSeconds: -1 }), 'durationSeconds'],
  [line({ durationSeconds: 1 }).replace(/1}$/, '1e400}'), 'durationSeconds'],
  [line({ inputTokens: 1.5 }), 'inputTokens'],
  [line({ inputTokens: 2 ** 60 }), 'inputTokens'],
  [line({ costUsd: -0.01 }), 'costUsd'],
  [line({ rating: 6 }), 'rating'],
  [line({}).replace('{', '{"__proto__":{"polluted":true},'), '__proto__'],
  [line({ colour: 'red' }), 'colour'],
  [line({ eventId: 'separators', skillName: 'a\u2028b\u0085c' })],
  [line({ eventId: 'surrogate', skillName: '\ud800' })],
  [line({ eventId: 'offset', invokedAt: '2026-02-10T12:00:00+01:00' })],
  [line({ eventId: 'nulls', durationSeconds: null, userId: null, model: null })],
  [line({ eventId: 'first' })],
];
const input = Buffer.concat(lines.flatMap(([text]) => [Buffer.from(text), Buffer.from('\n')]));
const rejected = lines.flatMap(([, reason], index) =>
  reason === undefined ? [] : [{ line: index + 1, reason: expect.stringContaining(reason) }],
);

test.for([
  ['record', ['record', '-']],
  ['import', ['import', 'events.ndjson']],
] as const)('%s keeps what is good and names every line that is not, once', async ([, words], { home }) => {
  writeFileSync(join(home, 'events.ndjson'), input);

  const first = await runSkills([...words, '--json'], { home, input });
  const second = await runSkills([...words, '--json'], { home, input });
  const exported = await runSkills(['export', 'ndjson'], { home });

  const result = recordResultSchema.parse(JSON.parse(first.out));
  expect(first.code).toBe(3);
  expect(result).toEqual({ inserted: 6, duplicates: 1, rejected });
  expect(first.error.trimEnd().split('\n')).toHaveLength(rejected.length);
  expect(JSON.parse(second.out)).toMatchObject({ inserted: 0, duplicates: 7 });
  expect(exported.error).toBe('6 events exported\n');
  expect(await jsonOf(['show', 'review', '--since', 'all'], { home })).toMatchObject({
    invocations: 4,
    lastInvokedAt: '2026-02-10T11:00:00.000Z',
  });
});

test('of a CSV file too, cells of several lines counted', async ({ home }) => {
  const rows = [
    'eventId,invokedAt,source,kind,skillName,completed,sessionId',
    'a,2026-02-10T11:00:00.000Z,ci,skill,review,true,s',
    'b,2026-02-30T11:00:00.000Z,ci,skill,review,true,s',
    'c,2026-02-10T11:00:00.000Z,ci,skill,"two\nlines",false,s',
    'd,2026-02-10T11:00:00.000Z,ci',
    'e,2026-02-10T11:00:00.000Z,ci,skill,review,perhaps,s',
    'f,2026-02-10T11:00:00.000Z,ci,skill,review,,s',
    '"g,2026',
  ];
  writeFileSync(join(home, 'events.csv'), `${rows.join('\n')}\n`);

  const run = await runSkills(['import', 'events.csv', '--json'], { home });

  expect(run.code).toBe(3);
  const result = recordResultSchema.parse(JSON.parse(run.out));
  expect(result).toMatchObject({ inserted: 3, duplicates: 0 });
  expect(result.rejected.map((entry) => entry.line)).toEqual([3, 6, 7, 9]);
  expect(run.error).toMatch(/^events\.csv:3: invokedAt: /);
});

test('a broken Parquet file is refused as a whole', async ({ home }) => {
  writeFileSync(join(home, 'events.parquet'), `PAR1${'garbage'.repeat(50)}PAR1`);

  const run = await runSkills(['import', 'events.parquet', '--json'], { home });

  expect(run).toMatchObject({ code: 2, out: '' });
  expect(run.error).toMatch(/^skills: .*Parquet.*\n$/);
});

test('an event of the future is in the log, and an export of everything has it', async ({ home }) => {
  await runSkills(['record', '-'], { home, input: line({ invokedAt: '2090-01-01T00:00:00.000Z' }) });

  const exported = await runSkills(['export', 'ndjson'], { home });

  expect(JSON.parse(exported.out)).toMatchObject({ invokedAt: '2090-01-01T00:00:00.000Z' });
});
