import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportResultSchema, recordResultSchema, topResultSchema } from '@skills/schema';
import { expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);

const now = ['--now', '2026-02-10T12:00:00Z'];
const event = {
  source: 'ci',
  kind: 'skill',
  skillName: 'review',
  invokedAt: '2026-02-10T11:00:00.000Z',
  completed: true,
  sessionId: 's1',
};

test('one invocation is recorded as the options describe it, and each command is a call of its own', async ({
  home,
}) => {
  const words = [
    'record',
    'pytest-run',
    '--completed',
    '--duration',
    '4.5',
    '--session',
    's1',
    '--user',
    'ada',
    ...now,
  ];
  expect(recordResultSchema.parse(await jsonOf(words, { home }))).toEqual({ inserted: 1, duplicates: 0, rejected: [] });
  await jsonOf(['record', 'pytest-run', '--failed', '--session', 's2', ...now], { home });
  await jsonOf(['record', 'pytest-run', ...now], { home });

  const { skills } = topResultSchema.parse(await jsonOf(['top', ...now], { home }));
  expect(skills).toMatchObject([
    {
      skillName: 'pytest-run',
      invocations: 3,
      completed: 1,
      failed: 1,
      completionRate: 0.5,
      p50DurationSeconds: expect.closeTo(4.5, 1),
      sessions: 3,
    },
  ]);
  const { out } = await runSkills(['export', 'ndjson'], { home });
  expect(out).not.toContain('ada');
  expect(out).toMatch(/"userId":"u_[\w-]{22}"/);
});

test('an id makes a call idempotent', async ({ home }) => {
  const words = ['record', 'deploy', '--id', 'run-17', ...now];
  await jsonOf(words, { home });

  expect(await jsonOf(words, { home })).toEqual({ inserted: 0, duplicates: 1, rejected: [] });
});

test('of NDJSON the good lines arrive and the bad ones are named', async ({ home }) => {
  const lines = [
    JSON.stringify({ ...event, eventId: 'a' }),
    '{"broken',
    JSON.stringify({ ...event, invokedAt: '2026-02-30T00:00:00Z' }),
    '',
    JSON.stringify({ ...event, colour: 'red' }),
    JSON.stringify({ ...event, eventId: 'a' }),
    JSON.stringify({ ...event, eventId: 'b', completed: null }),
  ];

  const run = await runSkills(['record', '-', '--json'], { home, input: lines.join('\n') });

  expect(run.code).toBe(3);
  const result = recordResultSchema.parse(JSON.parse(run.out));
  expect(result).toMatchObject({ inserted: 2, duplicates: 1 });
  expect(result.rejected.map(({ line }) => line)).toEqual([2, 3, 5]);
  expect(run.error.trimEnd().split('\n')).toEqual([
    'line 2: not valid JSON',
    expect.stringMatching(/^line 3: invokedAt: /),
    expect.stringMatching(/^line 5: .*colour/),
  ]);
});

test('nothing good at all is the mistake of the caller', async ({ home }) => {
  expect((await runSkills(['record', '-'], { home, input: 'not json\n' })).code).toBe(2);
});

test.for(['ndjson', 'csv', 'parquet'] as const)(
  'what is exported as %s and imported elsewhere is the same log',
  async (format, { home }) => {
    const elsewhere = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'elsewhere.db')}` } };
    const world = { home, environment: { SKILLS_DATABASE_URL: `file:${join(home, 'world.db')}` } };
    await jsonOf(['demo', '--db', `file:${join(home, 'world.db')}`, ...now], { home });
    const hostile = {
      ...event,
      skillName: '=1+1\u001b[31m,"\n',
      metadata: { note: 'ü\u2028' },
      alternatives: ['a', 'b'],
    };
    await runSkills(['record', '-'], { ...world, input: JSON.stringify(hostile) });
    const file = join(home, `events.${format}`);

    const written = exportResultSchema.parse(await jsonOf(['export', format, '--out', file], world));
    const read = recordResultSchema.parse(await jsonOf(['import', file], elsewhere));

    expect(written.events).toBe(2001);
    expect(read).toEqual({ inserted: 2001, duplicates: 0, rejected: [] });
    const [there, here] = await Promise.all([
      runSkills(['export', 'ndjson'], elsewhere),
      runSkills(['export', 'ndjson'], world),
    ]);
    expect(there.out.split('\n').toSorted()).toEqual(here.out.split('\n').toSorted());
    const tops = await Promise.all([jsonOf(['top', ...now], elsewhere), jsonOf(['top', ...now], world)]);
    expect(tops[0]).toEqual(tops[1]);
    expect(await jsonOf(['import', file], elsewhere)).toEqual({ inserted: 0, duplicates: 2001, rejected: [] });
  },
);

test('an import names what it rejects by file and line and keeps the rest', async ({ home }) => {
  mkdirSync(join(home, 'in'));
  writeFileSync(join(home, 'in/events.ndjson'), `${JSON.stringify(event)}\n{"x":1}\n`);

  const run = await runSkills(['import', 'in/events.ndjson'], { home });

  expect(run).toMatchObject({ code: 3, out: '1 recorded, 1 rejected\n' });
  expect(run.error).toMatch(/^in\/events\.ndjson:2: /);
});

test('an export is private, whole, and may go to a pipe', async ({ home }) => {
  await runSkills(['record', '-'], { home, input: JSON.stringify(event) });

  const piped = await runSkills(['export', 'csv'], { home });
  await runSkills(['export', 'csv', '--out', 'events.csv'], { home });

  expect(piped).toMatchObject({ code: 0, error: '1 event exported\n' });
  expect(readFileSync(join(home, 'events.csv'), 'utf8')).toBe(piped.out);
});
