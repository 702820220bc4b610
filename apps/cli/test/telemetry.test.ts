import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { OTLPLogExporter as JsonLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { describe, expect, test as base } from 'vitest';
import { jsonOf } from './run-skills.ts';
import { spawnServer } from './spawn-server.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);
const fixtures = new URL('../../../packages/collectors/test/fixtures/', import.meta.url);
const samples = new URL('../../../../shared/data/samples/', import.meta.url);
const captured = new URL('../../../../shared/data/otel/', import.meta.url);
const ofJson = { 'content-type': 'application/json' };

type Posted = { readonly path: string; readonly body: unknown };

function posts(name: string): readonly Posted[] {
  const text = readFileSync(new URL(`otlp/${name}`, fixtures), 'utf8');
  return (
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      // One was captured behind a prefix.
      .map(({ path, body }: Posted) => ({ path: path.replace('/otlp', ''), body }))
  );
}

async function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = ofJson) {
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, body: await response.text() };
}

async function callsOf(home: string): Promise<unknown> {
  const result: unknown = await jsonOf(['top', '--since', 'all', '--limit', '1000'], { home });
  return result;
}

async function count(home: string): Promise<number> {
  const status: unknown = await jsonOf(['db', 'status'], { home });
  return typeof status === 'object' && status !== null && 'events' in status ? Number(status.events) : Number.NaN;
}

describe.each([
  ['JSON', JsonLogExporter],
  ['protobuf', ProtobufLogExporter],
] as const)('the exporter of the OpenTelemetry SDK, %s', (_, Exporter) => {
  test.each([[CompressionAlgorithm.NONE], [CompressionAlgorithm.GZIP]])(
    'is understood, packed with %s',
    async (compression) => {
      const home = temporaryHome({}, { onCleanup: () => undefined });
      const server = await spawnServer(['realtime', '--port', '0'], { home });
      const problems: unknown[] = [];
      const provider = new LoggerProvider({
        resource: resourceFromAttributes({ 'service.name': 'claude-code' }),
        processors: [
          new SimpleLogRecordProcessor({
            exporter: new Exporter({ url: `${server.url}/v1/logs`, compression }),
          }),
        ],
      });
      provider.getLogger('com.anthropic.claude_code.events').emit({
        body: 'claude_code.tool_result',
        attributes: {
          'event.name': 'tool_result',
          'session.id': 'session-1',
          tool_name: 'Bash',
          tool_use_id: 'toolu_sdk',
          success: 'true',
          duration_ms: 250,
        },
      });
      await provider.forceFlush().catch((error: unknown) => problems.push(error));
      await provider.shutdown();

      expect(problems).toEqual([]);
      expect(await callsOf(home)).toMatchObject({
        skills: [{ skillName: 'Bash', kind: 'tool', invocations: 1, completed: 1, averageDurationSeconds: 0.25 }],
      });
    },
  );
});

test.each([
  ['claude-code.jsonl', 6],
  ['claude-code-slash.jsonl', 0],
  ['codex.jsonl', 3],
] as const)('%s posted twice makes one event per call', async (name, calls) => {
  const home = temporaryHome({}, { onCleanup: () => undefined });
  const server = await spawnServer(['realtime', '--port', '0'], { home });
  for (const { path, body } of [...posts(name), ...posts(name)]) {
    // oxlint-disable-next-line no-await-in-loop -- in the order in which they were sent
    const answer = await post(server.url + path, JSON.stringify(body));
    expect(answer).toEqual({ status: 200, body: '{}' });
  }

  expect(await count(home)).toBe(calls);
});

describe.skipIf(!existsSync(samples))('beside the shared samples (skipped without them)', () => {
  test('what was collected and what was posted are the same calls', async ({ home }) => {
    const from = new URL('claude-code-2.1.329/', samples).pathname;
    await jsonOf(['collect', 'claude-code', '--from', from], { home });
    const collected = await count(home);
    const server = await spawnServer(['realtime', '--port', '0'], { home });
    for (const { path, body } of posts('claude-code.jsonl')) {
      // oxlint-disable-next-line no-await-in-loop -- in the order in which they were sent
      await post(server.url + path, JSON.stringify(body));
    }

    expect(collected).toBeGreaterThan(0);
    expect(await count(home)).toBe(collected);
  });

  test('every request that was captured elsewhere is taken', async ({ home }) => {
    const server = await spawnServer(['realtime', '--port', '0'], { home });
    const statuses: number[] = [];
    for (const name of readdirSync(captured).filter((file) => file.endsWith('.jsonl'))) {
      const path = name.includes('metrics') ? '/v1/metrics' : '/v1/logs';
      for (const line of readFileSync(new URL(name, captured), 'utf8').trim().split('\n')) {
        // oxlint-disable-next-line no-await-in-loop -- in order
        statuses.push((await post(server.url + path, line)).status);
      }
    }

    expect(statuses.length).toBeGreaterThan(2);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

test('what cannot be taken is answered with why', async ({ home }) => {
  const server = await spawnServer(['realtime', '--port', '0'], { home });
  const logs = `${server.url}/v1/logs`;
  const late = {
    timeUnixNano: '4000000000000000000',
    attributes: [{ key: 'event.name', value: { stringValue: 'x' } }],
  };
  const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [late] }] }] });

  expect(JSON.parse((await post(logs, body)).body)).toMatchObject({ partialSuccess: { rejectedLogRecords: '1' } });
  expect(await post(logs, '{')).toMatchObject({ status: 400 });
  expect(await post(logs, '{}', { 'content-type': 'text/plain' })).toMatchObject({ status: 400 });
  expect(await post(logs, new Uint8Array([255, 255, 255]), { 'content-type': 'application/x-protobuf' })).toMatchObject(
    { status: 400 },
  );
  expect(await post(logs, ' '.repeat(5 * 1024 * 1024))).toMatchObject({ status: 413 });
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
  expect(await post(logs, bomb, { ...ofJson, 'content-encoding': 'gzip' })).toMatchObject({ status: 413 });
  expect(await post(`${server.url}/v1/weather`, '{}')).toMatchObject({ status: 404 });
  expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ ok: true });
});

test('events as NDJSON are stored once, and what is wrong is named by its line', async ({ home }) => {
  const server = await spawnServer(['realtime', '--port', '0'], { home });
  const event = {
    eventId: 'e1',
    source: 'ci',
    kind: 'skill',
    skillName: 'review',
    invokedAt: new Date().toISOString(),
    completed: true,
    sessionId: 's',
  };
  const ofLines = { 'content-type': 'application/x-ndjson' };
  const body = `${JSON.stringify(event)}\n{"source":"ci"}\n`;

  const first = await post(`${server.url}/v1/events`, body, ofLines);
  expect(first.status).toBe(207);
  expect(JSON.parse(first.body)).toMatchObject({ inserted: 1, duplicates: 0, rejected: [{ line: 2 }] });
  expect(JSON.parse((await post(`${server.url}/v1/events`, body, ofLines)).body)).toMatchObject({
    inserted: 0,
    duplicates: 1,
  });
});
