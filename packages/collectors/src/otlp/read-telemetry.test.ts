import { existsSync, readFileSync } from 'node:fs';
import { ProtobufLogsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, test } from 'vitest';
import { collectFolder, emptyEnvironment } from '../../test/collect-folder.ts';
import { CollectedLog } from '../../test/collected-log.ts';
import { codexCollector } from '../codex/index.ts';
import { collectSource } from '../collect-source.ts';
import { aLogRecord, aSpan, logsOf, sdkLogRecords, sdkSpans, spansOf } from '../../test/otlp-records.ts';
import { readTelemetry } from './read-telemetry.ts';
import type { Telemetry, TelemetrySignal } from './read-telemetry.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const fixtures = new URL('../../test/fixtures/', import.meta.url);
const samples = new URL('../../../../../shared/data/samples/', import.meta.url);
const json = 'application/json';

function bodies(name: string): readonly { readonly path: string; readonly body: unknown }[] {
  const text = readFileSync(new URL(`otlp/${name}`, fixtures), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function read(signal: TelemetrySignal, body: unknown): Telemetry {
  return readTelemetry({ signal, contentType: json, body: Buffer.from(JSON.stringify(body)), nowMs });
}

async function take(log: CollectedLog, name: string): Promise<void> {
  async function* batches() {
    for (const { path, body } of bodies(name)) yield read(path.endsWith('/metrics') ? 'metrics' : 'logs', body).batch;
  }
  await log.ingestAll(batches());
}

test('Claude Code: each call of the run once, with outcome and duration', async () => {
  const log = new CollectedLog();
  await take(log, 'claude-code.jsonl');

  expect(log.invocations).toMatchObject([
    { kind: 'skill', skillName: 'demo-skill', completed: null, durationSeconds: 0.028, trigger: 'model' },
    { kind: 'tool', skillName: 'Bash', completed: true },
    { kind: 'tool', skillName: 'Bash', completed: false, errorType: 'tool-error' },
    { kind: 'mcp_tool', skillName: 'mcp__demo__add', completed: true },
    { kind: 'tool', skillName: 'Bash', completed: true },
    { kind: 'subagent', skillName: 'reviewer', completed: true, durationSeconds: 0.479 },
  ]);
  expect(log.usages).toEqual([]);
});

test('a typed command and its skill_activated add nothing: the transcript has them under another id', async () => {
  const log = new CollectedLog();
  await take(log, 'claude-code-slash.jsonl');

  expect(log.invocations).toEqual([]);
});

test('Codex: the rollout and the telemetry of one run make one event of each call', async () => {
  const log = new CollectedLog();
  const discovery = codexCollector.discover(
    emptyEnvironment,
    new URL('codex/samples/rollout-3.jsonl', fixtures).pathname,
  );
  await collectSource({ collector: codexCollector, discovery, checkpoints: [], sink: log, now: () => nowMs });
  const alone = log.invocations.map(({ callId }) => callId);
  await take(log, 'codex.jsonl');

  expect(log.invocations.map(({ callId }) => callId)).toEqual(alone);
  expect(alone).toHaveLength(3);
  expect(log.invocations.filter(({ kind }) => kind === 'tool').map(({ completed }) => completed)).toEqual([
    true,
    false,
  ]);
});

describe.skipIf(!existsSync(samples))('beside the shared samples (skipped without them)', () => {
  test.each(['transcript first', 'telemetry first'])('Claude Code, %s: one event per call', async (order) => {
    const log = new CollectedLog();
    const folder = new URL('claude-code-2.1.329/', samples).pathname;
    if (order === 'telemetry first') await take(log, 'claude-code.jsonl');
    await collectFolder(folder, log);
    if (order === 'transcript first') await take(log, 'claude-code.jsonl');
    const alone = new CollectedLog();
    await collectFolder(folder, alone);

    const named = ({ invocations }: CollectedLog) =>
      invocations.map(({ callId, kind, skillName }) => `${callId} ${kind} ${skillName}`).toSorted();
    expect(named(log)).toEqual(named(alone));
  });
});

test('without the names of tools told, only how a call ended is taken', () => {
  const record = aLogRecord('tool_result', {
    'session.id': 's',
    tool_name: 'mcp_tool',
    tool_use_id: 'toolu_1',
    success: 'false',
    duration_ms: '12',
  });
  const { batch } = read('logs', logsOf('claude-code', [record]));

  expect(batch.invocations).toEqual([]);
  expect(batch.completions).toMatchObject([{ callId: 'toolu_1', completed: false, durationSeconds: 0.012 }]);
});

test('protobuf of the OpenTelemetry SDK reads as JSON does', () => {
  const attributes = {
    'session.id': 's',
    tool_name: 'Bash',
    tool_use_id: 'toolu_1',
    success: 'true',
    duration_ms: 250,
  };
  const record = aLogRecord('tool_result', attributes);
  const body = ProtobufLogsSerializer.serializeRequest(sdkLogRecords('claude-code', 'tool_result', attributes));
  const contentType = 'application/x-protobuf';
  const fromProtobuf = readTelemetry({ signal: 'logs', contentType, body: body ?? new Uint8Array(), nowMs });

  expect(fromProtobuf).toEqual(read('logs', logsOf('claude-code', [record])));
  expect(fromProtobuf.batch.invocations).toMatchObject([{ callId: 'toolu_1', completed: true, durationSeconds: 0.25 }]);
});

test.each([
  [{ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search' }, 'tool', 'search', true],
  [
    { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.skill.name': 'pdf', 'gen_ai.tool.name': 'load_skill' },
    'skill',
    'pdf',
    null,
  ],
  [{ 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'reviewer' }, 'subagent', 'reviewer', null],
  [
    { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search', 'error.type': 'timeout' },
    'tool',
    'search',
    false,
  ],
] as const)('a GenAI span %j is a call', (attributes, ...[kind, skillName, completed]) => {
  const span = aSpan({ 'gen_ai.conversation.id': 'c', ...attributes }, 2);
  const { batch } = read('traces', spansOf('my-agent', [span]));

  expect(batch.invocations).toMatchObject([{ kind, skillName, completed, durationSeconds: 2, source: 'my-agent' }]);
});

test('tokens of a GenAI chat, with the cached ones apart', () => {
  const span = aSpan({
    'gen_ai.operation.name': 'chat',
    'gen_ai.conversation.id': 'c',
    'gen_ai.response.id': 'r1',
    'gen_ai.response.model': 'gpt-5.5',
    'gen_ai.usage.input_tokens': 100,
    'gen_ai.usage.output_tokens': 7,
    'gen_ai.usage.cache_read.input_tokens': 60,
  });
  const { batch } = read('traces', spansOf('my-agent', [span]));

  expect(batch.usages).toMatchObject([{ model: 'gpt-5.5', inputTokens: 40, outputTokens: 7, cacheReadTokens: 60 }]);
});

test('a protobuf span of the SDK is read', () => {
  const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search', 'session.id': 's' };
  const body = ProtobufTraceSerializer.serializeRequest(sdkSpans('my-agent', attributes));
  const contentType = 'application/x-protobuf';
  const { batch } = readTelemetry({ signal: 'traces', contentType, body: body ?? new Uint8Array(), nowMs });

  expect(batch.invocations).toMatchObject([{ skillName: 'search', durationSeconds: 2, completed: false }]);
});

test('records of a clock that is wrong are rejected and counted', () => {
  const late = { ...aLogRecord('tool_result', {}), timeUnixNano: '4000000000000000000' };

  expect(read('logs', logsOf('claude-code', [late]))).toMatchObject({ rejected: 1, understood: 0 });
});

test.each([
  ['no JSON', json, '{', 'the body is not JSON'],
  ['another shape', json, '{"resourceLogs":{}}', 'resourceLogs'],
  ['no protobuf', 'application/x-protobuf', '\u0007\u0007\u0007', 'not a protobuf'],
  ['an unknown type', 'text/plain', '', 'content-type'],
] as const)('%s is refused, and why', (...[, contentType, body, message]) => {
  expect(() => readTelemetry({ signal: 'logs', contentType, body: Buffer.from(body), nowMs })).toThrow(message);
});
