import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { aClient } from '../test/a-client.ts';
import { aServer } from '../test/a-server.ts';

test('a client is welcomed, hears of all skills, and then of what changes', async () => {
  const { url, world } = await aServer();
  const client = await aClient(url);

  expect(await client.next('connected')).toMatchObject({ authenticated: false });
  expect((await client.next('metrics_update')).data.top_skills).toMatchObject([
    { skill_name: 'review', total_invocations: 1, completion_rate: 0.5 },
  ]);
  world.calls = { review: 2 };
  world.version = 2;
  expect((await client.next('metrics_update')).data.top_skills).toMatchObject([{ total_invocations: 2 }]);
});

test('a subscription to a skill outside the first ten is heard, and replaces that of all', async () => {
  const { url, world } = await aServer();
  world.calls = { review: 5, rare: 1 };
  const client = await aClient(url);
  await client.next('metrics_update');
  client.send({ type: 'subscribe', skill: 'rare' });

  expect(await client.next('subscription_confirmed')).toMatchObject({ skill: 'rare' });
  expect((await client.next('metrics_update')).data.top_skills).toMatchObject([{ skill_name: 'rare' }]);
  world.calls = { review: 6, rare: 1 };
  world.version = 2;
  await delay(100);
  expect(client.messages.filter(({ type }) => type === 'metrics_update')).toHaveLength(2);
});

test('a topic sends a snapshot and then changes only, and a client that comes back only what it missed', async () => {
  const { url, world } = await aServer();
  const client = await aClient(url);
  client.send({ type: 'subscribe', topic: 'skills' });
  expect(await client.next('snapshot')).toMatchObject({ sequence: 1, rows: { review: { calls: 1 } } });
  world.calls = { review: 1, deploy: 4 };
  world.version = 2;
  const change = await client.next('changes');
  expect(change).toMatchObject({ sequence: 2, rows: { deploy: { calls: 4 } }, removed: [] });
  expect(change.rows).not.toHaveProperty('review');

  const again = await aClient(url);
  again.send({ type: 'subscribe', topic: 'skills', epoch: 'run-1', sequence: 1 });
  expect(await again.next('changes')).toEqual(change);
});

test('unsubscribing is answered, and nothing is heard after it', async () => {
  const { url, world } = await aServer();
  const client = await aClient(url);
  await client.next('metrics_update');
  client.send({ type: 'unsubscribe' });
  await client.next('unsubscribed');
  world.calls = { review: 9 };
  world.version = 2;
  await delay(100);

  expect(client.messages.at(-1)?.type).toBe('unsubscribed');
});

test('nothing is loaded while nobody listens', async () => {
  const { world, url } = await aServer();
  world.version = 2;
  await delay(100);
  expect(world.loads).toBe(0);

  const client = await aClient(url);
  client.send({ type: 'subscribe', topic: 'skills' });
  await client.next('snapshot');
  client.socket.close();
  await client.closed;
  const { loads } = world;
  world.version = 3;
  await delay(100);
  expect(world.loads).toBe(loads);
});

test.each([
  ['no JSON', 'hello', 'invalid-message'],
  ['a type that is none', '{"type":"shout"}', 'invalid-message'],
  ['more than is known', '{"type":"ping","extra":1}', 'invalid-message'],
  ['a skill that is no text', '{"type":"subscribe","skill":7}', 'invalid-message'],
  ['a topic that is none', '{"type":"subscribe","topic":"weather"}', 'unknown-topic'],
])('%s is answered with an error, and the connection stays', async (_, text, code) => {
  const { url } = await aServer();
  const client = await aClient(url);
  client.socket.send(text);

  expect(await client.next('error')).toMatchObject({ code });
  client.send({ type: 'ping' });
  await client.next('pong');
});

test('with a token asked for, the first message must show it', async () => {
  const { url } = await aServer({ token: 'secret' });
  const right = await aClient(url);
  right.send({ token: 'secret' });
  expect(await right.next('connected')).toMatchObject({ authenticated: true });
  const wrong = await aClient(url);
  wrong.send({ token: 'guess' });
  expect(await wrong.closed).toBe(4001);
  const impatient = await aClient(url);
  impatient.send({ type: 'subscribe', topic: 'skills' });
  expect(await impatient.closed).toBe(4001);
  expect(impatient.messages).toEqual([]);
  const known = await aClient(url, { headers: { authorization: 'Bearer secret' } });
  expect(await known.next('connected')).toMatchObject({ authenticated: true });
});

test('who shows no token in time is turned away', async () => {
  const { url } = await aServer({ token: 'secret', limits: { tokenMs: 50 } });
  const silent = await aClient(url);

  expect(await silent.closed).toBe(4001);
});

test('a page of another site gets no socket', async () => {
  const { url } = await aServer();

  await expect(aClient(url, { origin: 'http://evil.example' })).rejects.toThrow('403');
  await expect(aClient(url, { headers: { host: 'evil.example' } })).rejects.toThrow('403');
  await expect(aClient(url, { origin: url })).resolves.toBeDefined();
});

test('floods end the connection: of messages, of pings, of a large message', async () => {
  const { url } = await aServer({ limits: { messagesPerSecond: 20 } });
  const talker = await aClient(url);
  for (let count = 0; count < 100; count += 1) talker.send({ type: 'ping' });
  expect(await talker.closed).toBe(1008);
  const pinger = await aClient(url);
  for (let count = 0; count < 100; count += 1) pinger.socket.ping();
  expect(await pinger.closed).toBe(1008);
  const shouter = await aClient(url);
  shouter.socket.send('x'.repeat(1024 * 1024));
  expect(await shouter.closed).toBe(1009);
});

test('one client has at most its share of subscriptions, one address its share of connections', async () => {
  const { url } = await aServer({ limits: { subscriptionsPerClient: 2, connectionsPerAddress: 2 } });
  const client = await aClient(url);
  client.send({ type: 'subscribe', topic: 'skills' });
  client.send({ type: 'subscribe', topic: 'big' });
  expect(await client.next('error')).toMatchObject({ code: 'too-many-subscriptions' });
  await aClient(url);

  await expect(aClient(url)).rejects.toThrow('429');
});

test('a client that gives no sign of life is dropped', async () => {
  const { url, server } = await aServer({ limits: { heartbeatMs: 30 } });
  await aClient(url, { autoPong: false });
  await aClient(url);
  await expect.poll(() => server.clientCount).toBe(1);
});

test('the API, the page, the health and the intake are on the same port', async () => {
  const { url } = await aServer();
  const top = await fetch(`${url}/api/top?limit=3`);
  expect([top.status, await top.json()]).toEqual([200, { skills: ['review'], limit: '3' }]);
  expect(top.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fetch(url)).headers.get('content-type')).toBe('text/html');
  expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ ok: true });
  const posted = await fetch(`${url}/v1/events`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'Application/X-NDJSON; charset=utf-8' },
  });
  expect(await posted.json()).toEqual({ contentType: 'application/x-ndjson', bytes: 2 });
});

test.each([
  ['GET', '/api/weather', 404],
  ['GET', '/nothing', 404],
  ['GET', '/api/%ff', 400],
  ['GET', '/v1/events', 405],
  ['POST', '/api/top', 405],
  ['POST', '/v1/events/more', 404],
])('%s %s is answered with %i and why, and no more', async (method, path, status) => {
  const { url } = await aServer();
  const response = await fetch(url + path, { method, ...(method === 'POST' ? { body: '{}' } : {}) });

  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
});

test('a failure of ours is told by its code alone, and reported', async () => {
  const { url, world } = await aServer({
    dependencies: { answer: () => Promise.reject(new Error('EIO: /home/me/skills.db')) },
  });
  const response = await fetch(`${url}/api/top`);

  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('/home/me');
  expect(world.errors).toHaveLength(1);
});

test('a body beyond the limit is refused, packed or not', async () => {
  const { url } = await aServer();
  const post = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1/events`, { method: 'POST', body, headers });
  const zeros = new Uint8Array(5 * 1024 * 1024);

  expect((await post(zeros)).status).toBe(413);
  const { gzipSync } = await import('node:zlib');
  expect((await post(new Uint8Array(gzipSync(zeros)), { 'content-encoding': 'gzip' })).status).toBe(413);
  expect((await post(new Uint8Array([1, 2]), { 'content-encoding': 'gzip' })).status).toBe(400);
});

test('a taken port is named, with the option that names another', async () => {
  const { url } = await aServer();
  const { RealTimeMetricsServer } = await import('./real-time-metrics-server.ts');
  const port = Number(new URL(url).port);
  const second = new RealTimeMetricsServer(await someDependencies(), { port });

  await expect(second.start()).rejects.toThrow(`port ${port} of 127.0.0.1 is taken; --port names another`);
});

test('ends at once with clients connected, twice without harm', async () => {
  const { url, server } = await aServer();
  const client = await aClient(url);
  const startedMs = performance.now();
  await server.stop();
  await server.stop();

  expect(await client.closed).toBe(1001);
  expect(performance.now() - startedMs).toBeLessThan(3000);
  expect(server.isRunning).toBe(false);
});

test('a program in the same process hears what clients hear, until it has heard enough', async () => {
  const { server, world } = await aServer();
  const heard: number[] = [];
  const leave = await server.registerMetricsSubscriber(async ({ data }) => {
    heard.push(data.top_skills[0]?.total_invocations ?? 0);
    throw new Error('not in the mood');
  });
  world.calls = { review: 2 };
  world.version = 2;
  await expect.poll(() => heard).toEqual([1, 2]);
  leave();
  world.calls = { review: 3 };
  world.version = 3;
  await delay(100);

  expect(heard).toEqual([1, 2]);
  expect(world.errors).toHaveLength(2);
});

test('eight bodies are taken at a time; whoever comes then is to try again', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const { url } = await aServer({ dependencies: { intake: () => promise } });
  const post = () => fetch(`${url}/v1/events`, { method: 'POST', body: '{}' });
  const first = Array.from({ length: 8 }, post);
  await delay(200);
  const late = await post();
  resolve(undefined);

  expect([late.status, late.headers.get('retry-after')]).toEqual([503, '1']);
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual(Array(8).fill(404));
});

test('says that it lives while the database keeps it waiting', async () => {
  const { url } = await aServer({ dependencies: { version: () => new Promise(() => undefined) } });

  expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ ok: true, database: 'waits' });
});

async function someDependencies() {
  const { RequestGuard } = await import('@skills/http-guard');
  return {
    guard: new RequestGuard({ isAllowedHost: () => true }),
    topics: () => undefined,
    metrics: () => Promise.reject(new Error('unused')),
    version: async () => '',
    answer: async () => undefined,
    intake: async () => undefined,
    asset: () => undefined,
    epoch: '',
    nowMs: () => 0,
    onError: () => undefined,
  };
}
