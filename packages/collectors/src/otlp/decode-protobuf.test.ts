import { ProtobufLogsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { SkillsError } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sdkLogRecords, sdkSpans } from '../../test/otlp-records.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { encodePartialSuccess } from './encode-partial-success.ts';

const attributes = { 'session.id': 's', tool_name: 'Bash', tool_use_id: 'toolu_1', success: 'true' };
const logs =
  ProtobufLogsSerializer.serializeRequest(sdkLogRecords('claude-code', 'tool_result', attributes)) ?? new Uint8Array();
const spans = ProtobufTraceSerializer.serializeRequest(sdkSpans('my-agent', attributes)) ?? new Uint8Array();
const signal = fc.constantFrom('logs' as const, 'traces' as const, 'metrics' as const);

/** It is read, or refused as no such message; nothing else can happen. */
function isReadOrRefused(of: 'logs' | 'traces' | 'metrics', bytes: Uint8Array): boolean {
  try {
    return typeof decodeProtobuf(of, bytes) === 'object';
  } catch (error) {
    return error instanceof SkillsError && error.code === 'invalid-input';
  }
}

test('any bytes are read or refused', () => {
  const property = fc.property(signal, fc.uint8Array({ maxLength: 400 }), isReadOrRefused);

  expect(fc.check(property, { numRuns: 2000 })).toMatchObject({ failed: false });
});

test('a real request that was cut or changed anywhere is read or refused', () => {
  const change = fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) });
  const damage = fc.record({ changes: fc.array(change, { maxLength: 5 }), cut: fc.nat() });
  const property = fc.property(signal, fc.constantFrom(logs, spans), damage, (of, real, { changes, cut }) => {
    const bytes = new Uint8Array(real);
    for (const { at, value } of changes) bytes[at % bytes.length] = value;
    return isReadOrRefused(of, bytes.subarray(0, cut % (bytes.length + 1)));
  });

  expect(fc.check(property, { numRuns: 5000 })).toMatchObject({ failed: false });
});

test('a request nested in itself is read or refused', () => {
  let bytes = new Uint8Array();
  for (let depth = 0; depth < 300; depth += 1) bytes = new Uint8Array([10, ...lengthOf(bytes.length), ...bytes]);

  expect(isReadOrRefused('logs', bytes)).toBe(true);
});

test('what was left out is answered as the SDK reads it', () => {
  const read = ProtobufLogsSerializer.deserializeResponse(encodePartialSuccess(3, 'too late'));

  expect(read).toMatchObject({ partialSuccess: { rejectedLogRecords: 3, errorMessage: 'too late' } });
  expect(encodePartialSuccess(0, '')).toHaveLength(0);
});

function lengthOf(length: number): readonly number[] {
  return length < 128 ? [length] : [(length & 127) | 128, length >> 7];
}
