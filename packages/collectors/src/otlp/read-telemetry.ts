import { SkillsError } from '@skills/schema';
import type { CollectedBatch } from '@skills/schema';
import { BatchBuilder } from '../batch-builder.ts';
import { earliestMs } from '../time-bounds.ts';
import { addClaudeCodeRecord } from './claude-code-record.ts';
import { addCodexRecord } from './codex-record.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { addGenAiRecord } from './gen-ai-record.ts';
import type { OtlpRecord } from './otlp-record.ts';
import { otlpRequestSchema } from './otlp-request.ts';
import type { OtlpRequest } from './otlp-request.ts';
import { recordsOfRequest } from './records-of-request.ts';

export type TelemetrySignal = 'logs' | 'metrics' | 'traces';

export type TelemetryBody = {
  readonly signal: TelemetrySignal;
  /** `application/json` or `application/x-protobuf`. */
  readonly contentType: string;
  readonly body: Uint8Array;
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
};

export type Telemetry = {
  readonly batch: CollectedBatch;
  /** Records that told of a call, a command or tokens. */
  readonly understood: number;
  /** Records whose time cannot be when they were written. */
  readonly rejected: number;
};

/**
 * Reads an OTLP/HTTP export request of an assistant: Claude Code, Codex, or whoever follows the GenAI conventions. Records
 * that tell of no call are let be; metrics tell of the same calls again and add nothing.
 *
 * @throws {SkillsError} 'invalid-input' when the body is no such request
 */
export function readTelemetry({ signal, contentType, body, nowMs }: TelemetryBody): Telemetry {
  const request = requestOf(signal, contentType, body);
  const builder = new BatchBuilder({ nowMs });
  let understood = 0;
  let rejected = 0;
  for (const record of recordsOfRequest(request)) {
    if (record.atMs < earliestMs || record.atMs > builder.latestMs) rejected += 1;
    else if (addRecord(record, builder)) understood += 1;
  }
  return { batch: builder.take(), understood, rejected };
}

function requestOf(signal: TelemetrySignal, contentType: string, body: Uint8Array): OtlpRequest {
  if (contentType === 'application/x-protobuf') return decodeProtobuf(signal, body);
  if (contentType !== 'application/json') {
    throw new SkillsError('invalid-input', 'content-type: expected application/json or application/x-protobuf');
  }
  const parsed = otlpRequestSchema.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SkillsError('invalid-input', `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not OTLP'}`);
}

function jsonOf(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // Some exporters write null for what is absent.
    return JSON.parse(text, (_, value: unknown) => value ?? undefined);
  } catch (error) {
    throw new SkillsError('invalid-input', 'the body is not JSON', { cause: error });
  }
}

function addRecord(record: OtlpRecord, builder: BatchBuilder): boolean {
  if (record.attributes.has('gen_ai.operation.name')) return addGenAiRecord(record, builder);
  if (record.name.startsWith('codex.')) return addCodexRecord(record, builder);
  return record.service === 'claude-code' ? addClaudeCodeRecord(record, builder) : false;
}
