import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandTable } from '../src/command-table.ts';
import { runInProcess } from './run-in-process.ts';
import { jsonOf, runSkills } from './run-skills.ts';
import { spawnServer } from './spawn-server.ts';

// One simulated world, at rest, for every question.
const home = mkdtempSync(join(tmpdir(), 'skills-api-'));
const path = join(home, 'log.db');
const db = ['--db', `file:${path}`];
const now = ['--now', '2026-02-10T12:00:00Z'];

beforeAll(async () => {
  await runSkills(['demo', '--quiet', ...db, ...now], { home });
  // What commands keep for later questions, and what they find in it.
  await runSkills(['search', 'review', ...db, ...now], { home });
  await runSkills(['aggregate', ...db, ...now], { home });
  await runSkills(['projects', 'list', ...db, ...now], { home });
  await runSkills(['ab', 'create', 'layout', '--control', 'code-review', '--treatment', 'type-check', ...db], { home });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Arguments of the questions that need some. */
const asked: Readonly<Record<string, readonly string[]>> = {
  show: ['code-review'],
  predict: ['code-review'],
  next: ['code-review'],
  compare: ['code-review'],
  effectiveness: ['code-review'],
  advice: ['code-review'],
  search: ['review'],
  'users similar': ['user-1'],
  'sessions show': ['none'],
  'ab plan': [],
  'ab analyze': ['layout'],
  'ab status': ['layout'],
  'workflows show': ['none'],
  'workflows suggest': ['none'],
};

const questions = commandTable.filter(({ api }) => api !== undefined);

/** Without what is measured anew each time, such as how much the file has grown, and the folders around where it runs. */
function atRest(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(atRest);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => !/bytes|detail|folders/i.test(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, atRest(field)]));
}

/** Over HTTP every answer says it, also of commands that show no figures. */
function labelled(result: unknown): unknown {
  return { ...Object(result), simulated: true };
}

test('every question answers as its command does', { timeout: 240_000 }, async () => {
  const server = await spawnServer(['realtime', '--port', '0', ...db, ...now], { home });
  const different: string[] = [];
  for (const { name } of questions) {
    const words = [...name.split(' '), ...(asked[name] ?? [])];
    // oxlint-disable-next-line no-await-in-loop -- one question after the other
    const response = await fetch(`${server.url}/api/${words.map(encodeURIComponent).join('/')}`);
    // oxlint-disable-next-line no-await-in-loop
    const body = atRest(await response.json());
    // oxlint-disable-next-line no-await-in-loop
    const run = await runInProcess([...words, ...db, '--json', ...now], { home });
    const isRefused = run.code === 2 && (response.status === 400 || response.status === 404);
    const isSame =
      isRefused || (response.status === 200 && isDeepStrictEqual(body, labelled(atRest(JSON.parse(run.out)))));
    if (!isSame)
      different.push(
        `${name}: ${response.status} ${JSON.stringify(body)} instead of ${run.code} ${run.out}${run.error}`,
      );
  }

  expect(questions.length).toBeGreaterThan(35);
  expect(different).toEqual([]);
});

test('the pages of the mission each have their answer, and all of them one', async () => {
  const server = await spawnServer(['realtime', '--port', '0', ...db, ...now], { home });
  const ask = async (name: string): Promise<unknown> => (await fetch(`${server.url}/api/${name}`)).json();

  expect(await ask('analytics/agents')).toMatchObject({ totalAgents: expect.any(Number), agents: expect.anything() });
  expect(await ask('analytics/learning')).toMatchObject({ toolProfiles: expect.arrayContaining([expect.anything()]) });
  expect(await ask('analytics/costs')).toMatchObject({ byModel: expect.arrayContaining([expect.anything()]) });
  expect(await ask('analytics/risks')).toMatchObject({ window: expect.anything(), simulated: true });
  expect(await ask('analytics/pipeline')).toMatchObject({ window: expect.anything(), simulated: true });
  const recommendations = await ask('analytics/recommendations');
  expect(recommendations).toMatchObject({ recommendations: expect.arrayContaining([anyTool]) });
  expect(Object.keys(recommendations ?? {}).toSorted()).toEqual(['recommendations', 'simulated']);
  const all = await ask('analytics/all');
  expect(Object.keys(all ?? {})).toEqual([
    'agents',
    'capacity',
    'pipeline',
    'costs',
    'learning',
    'risks',
    'recommendations',
  ]);
  expect(all).toMatchObject({ recommendations });
  expect(await ask('overview')).toMatchObject({ simulated: true, totals: { invocations: expect.any(Number) } });
});

const anyTool = expect.objectContaining({ tool: expect.any(String), recommendation: expect.any(String) });

test('no question changes the database', { timeout: 240_000 }, async () => {
  const before = contentOf(path);
  const server = await spawnServer(['realtime', '--port', '0', ...db, ...now], { home });
  for (const { name } of questions) {
    // oxlint-disable-next-line no-await-in-loop -- one question after the other
    await fetch(`${server.url}/api/${[...name.split(' '), ...(asked[name] ?? [])].map(encodeURIComponent).join('/')}`);
  }
  await server.end('SIGTERM');

  expect(contentOf(path)).toEqual(before);
});

describe('a hostile question', () => {
  const long = 'x'.repeat(4096);

  test.each([
    ['another database', '/api/top?db=file:/etc/passwd', 400],
    ['another now', '/api/top?now=2020-01-01T00:00:00Z', 400],
    ['an option in the place of a value', '/api/top?limit=--db=file:x', 400],
    ['an option in the path', '/api/show/--db=file:x', 404],
    ['an option that writes', '/api/anomalies?record=true', 400],
    ['a file', '/api/catalog?from=/etc', 400],
    ['a command that writes', '/api/collect', 404],
    ['a command of a group that writes', '/api/db/rollback', 404],
    ['a server', '/api/up', 404],
    ['a name of the language', '/api/__proto__', 404],
    ['a parameter of the language', '/api/top?__proto__=1', 400],
    ['a page of the language', '/api/analytics/constructor', 404],
    ['encoded slashes', '/api/show/..%2f..%2fetc%2fpasswd', 404],
    ['a zero', '/api/show/%00', 404],
    ['a long name', `/api/show/${long.slice(0, 4000)}`, 404],
    ['an address beyond all', `/api/show/${long}`, 414],
    ['a deep path', `/api/${'a/'.repeat(20)}`, 400],
    ['a help page', '/api/top?help=true', 400],
  ])('%s', async (_, question, status) => {
    const { url } = await shared();
    const response = await fetch(url + question);
    const text = await response.text();

    expect([response.status, text]).toEqual([status, expect.any(String)]);
    expect(text).not.toMatch(/\.ts|\.js|at \w+ \(|node_modules/);
    expect(text).not.toContain(home);
  });

  test('the same question again comes from memory until the database changes', async () => {
    const { url } = await shared();
    const ask = async (): Promise<number> => {
      const began = performance.now();
      await (await fetch(`${url}/api/anomalies?since=24h`)).text();
      return performance.now() - began;
    };
    const first = await ask();
    const again = await Promise.all([ask(), ask(), ask()]);

    expect(Math.min(...again)).toBeLessThan(Math.max(first, 40));
    await jsonOf(['record', 'fresh-skill', '--completed', ...db], { home });
    expect(await (await fetch(`${url}/api/top?since=all&limit=1000`)).text()).toContain('fresh-skill');
  });
});

let server: Promise<{ readonly url: string; stop(): void }> | undefined;

/** One server for many questions. */
function shared(): Promise<{ readonly url: string; stop(): void }> {
  server ??= startShared();
  return server;
}
afterAll(async () => (await server)?.stop());

async function startShared(): Promise<{ readonly url: string; stop(): void }> {
  const { spawn } = await import('node:child_process');
  const main = new URL('../src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, 'realtime', '--port', '0', '--json', ...db], {
    cwd: home,
    env: { HOME: home, PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    const url = /http:[^"]+/.exec(String(chunk))?.[0];
    if (url !== undefined) return { url, stop: () => void child.kill('SIGKILL') };
  }
  throw new Error('the server did not start');
}

/** Every row of every table but the one that counts questions. */
function contentOf(file: string): Readonly<Record<string, string>> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'operation_measure'",
      )
      .all();
    return Object.fromEntries(
      tables.map(({ name }) => {
        const rows = database.prepare(`SELECT * FROM "${String(name)}"`);
        rows.setReadBigInts(true);
        const text = JSON.stringify(rows.all(), (_, value: unknown) =>
          typeof value === 'bigint' ? String(value) : value,
        );
        return [String(name), text];
      }),
    );
  } finally {
    database.close();
  }
}
