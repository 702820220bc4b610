import { appendFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startResultSchema } from '@skills/schema';
import { describe, expect, onTestFinished, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { spawnServer } from './spawn-server.ts';
import type { SpawnedServer } from './spawn-server.ts';
import { subscribed } from './subscribed.ts';
import { temporaryHome } from './temporary-home.ts';
import { writeTranscripts } from './transcript-folder.ts';
import { callLines } from './transcript-lines.ts';

const test = base.extend('home', temporaryHome);
const anyPort = ['--port', '0'];

async function topOf({ url }: SpawnedServer): Promise<unknown> {
  return (await fetch(`${url}/api/top?since=all`)).json();
}

/** A port of 127.0.0.1 that is taken until the test ends. */
async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a port was expected');
  return address.port;
}

describe.each([
  ['realtime', [...anyPort]],
  ['up', [...anyPort, '--no-metrics']],
])('skills %s', (command, words) => {
  test('says where it listens in one line on standard error, answers, and ends when interrupted', async ({ home }) => {
    const server = await spawnServer([command, ...words], { home });

    expect(server.out()).toBe('');
    expect(server.error()).toMatch(/^dashboard[^\n]* at http:\/\/127\.0\.0\.1:\d+; \^C ends\n$/);
    expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ ok: true, database: 'answers' });
    const { code, milliseconds } = await server.end('SIGINT');
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(2000);
  });

  test('says it as one JSON value with --json, and ends on SIGTERM with a client connected', async ({ home }) => {
    const server = await spawnServer([command, ...words, '--json'], { home });
    const client = await subscribed(server.url, 'skills');
    const { code, milliseconds } = await server.end('SIGTERM');

    expect(Object.values(JSON.parse(server.out()))).toContain(server.url);
    expect(server.error()).toBe('');
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(2000);
    expect(await client.closed).toBe(1001);
  });

  test('names a port that is taken, and the option that names another', async ({ home }) => {
    const port = await takenPort();
    const run = await runSkills([command, ...words.slice(2), '--port', String(port)], { home });

    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toBe(`skills: port ${port} of 127.0.0.1 is taken; --port names another\n`);
  });

  test('does not open itself to others without a token', async ({ home }) => {
    const run = await runSkills([command, ...words, '--host', '0.0.0.0'], { home });
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toContain('--host 0.0.0.0: others can reach it, so SKILLS_TOKEN must be set');

    const open = await spawnServer([command, ...words, '--host', '0.0.0.0', '--json'], {
      home,
      environment: { SKILLS_TOKEN: 'secret' },
    });
    const ask = (headers: Record<string, string>) =>
      fetch(`${open.url.replace('0.0.0.0', '127.0.0.1')}/api/top`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: 'Bearer secret' })).status).toBe(200);
  });
});

describe('what assistants write while it runs', () => {
  test.each([
    ['start', anyPort],
    ['up', [...anyPort, '--no-metrics']],
  ])('%s: it is in the API and on the topic, without a restart', async (command, words) => {
    const home = temporaryHome({}, { onCleanup: onTestFinished });
    writeTranscripts(join(home, '.claude'), { sessions: 1, calls: 3 });
    const server = await spawnServer([command, ...words], { home });
    await expect.poll(() => topOf(server), { timeout: 15_000 }).toMatchObject({ skills: [{}, {}, {}] });
    const client = await subscribed(server.url, 'events');
    await client.until((text) => text.includes('"snapshot"'));
    const call = { id: 'late', session: 'session-0', tool: 'WebFetch', minute: 200 };
    appendFileSync(join(home, '.claude/projects/-home-user-shop/session-0.jsonl'), callLines(call));

    await client.until((text) => text.includes('"changes"') && text.includes('WebFetch'));
    expect(JSON.stringify(await topOf(server))).toContain('WebFetch');
    expect((await server.end('SIGINT')).code).toBe(0);
  });

  test('--no-collect leaves it alone', async ({ home }) => {
    writeTranscripts(join(home, '.claude'), { sessions: 1, calls: 3 });
    const server = await spawnServer(['up', ...anyPort, '--no-metrics', '--no-collect'], { home });

    expect(await topOf(server)).toMatchObject({ skills: [] });
  });
});

describe('skills start', () => {
  test.each([['--once'], ['--json'], ['--now', '2026-02-11T12:00:00Z']])('returns with %s', async (...words) => {
    const home = temporaryHome({}, { onCleanup: onTestFinished });
    const run = await runSkills(['start', ...words.filter((word) => word !== undefined)], { home });

    expect(run).toMatchObject({ code: 0, error: '' });
  });

  test('shows the simulated world in its server too, where nothing was found, and says so', async ({ home }) => {
    const server = await spawnServer(['start', ...anyPort], { home });
    expect(server.out()).toContain('SIMULATED WORLD');
    for (const path of ['top', 'overview', 'costs', 'analytics/agents', 'analytics/recommendations']) {
      // oxlint-disable-next-line no-await-in-loop -- one question after the other
      expect(await (await fetch(`${server.url}/api/${path}`)).json()).toMatchObject({ simulated: true });
    }
    await server.end('SIGINT');

    expect(await jsonOf(['db', 'status'], { home })).toMatchObject({ events: 0 });
  });

  test('takes another port when the usual one is taken, but not in the place of one that was asked for', async () => {
    const home = temporaryHome({}, { onCleanup: onTestFinished });
    const first = await spawnServer(['start'], { home });
    const second = await spawnServer(['start'], { home });
    expect(second.error()).toContain('is taken, so this is on another one');
    expect(second.url).not.toBe(first.url);

    const port = new URL(second.url).port;
    const third = await runSkills(['start', '--port', port], { home });
    expect(third.code).toBe(2);
    expect(third.error).toContain(`port ${port} of 127.0.0.1 is taken`);
  });

  test('its JSON stays as it was', async ({ home }) => {
    mkdirSync(join(home, '.claude/projects'), { recursive: true });

    expect(startResultSchema.safeParse(await jsonOf(['start'], { home })).success).toBe(true);
  });
});
