import type { SkillKind } from '@skills/schema';
import type { BatchBuilder } from '../batch-builder.ts';
import { cleanText } from '../clean-text.ts';
import { numberOf, textOf } from './otlp-record.ts';
import type { OtlpRecord } from './otlp-record.ts';

// Ids made by model providers are unique by themselves; short ones count within their conversation.
const uniqueIdLength = 20;

/**
 * What spans and events of OpenTelemetry's GenAI conventions say of calls: `execute_tool` of a tool or of a skill
 * (`gen_ai.skill.name`), `invoke_agent`, and the tokens of `chat`.
 *
 * @returns whether the record told of a call or of tokens
 */
export function addGenAiRecord(record: OtlpRecord, batch: BatchBuilder): boolean {
  const operation = textOf(record, 'gen_ai.operation.name');
  const sessionId = textOf(record, 'gen_ai.conversation.id') ?? textOf(record, 'session.id');
  if (operation === undefined || sessionId === undefined) return false;
  batch.sawSession(sessionId, undefined, record.atMs);
  if (operation === 'chat') return addTokens(record, sessionId, batch);
  const call = callOf(record, operation);
  if (call === undefined) return false;
  const ownId = textOf(record, 'gen_ai.tool.call.id');
  const seconds = record.durationSeconds;
  const invokedAtMs = record.atMs - Math.round((seconds ?? 0) * 1000);
  const errorType = textOf(record, 'error.type');
  const failed = record.isError === true || errorType !== undefined;
  batch.addInvocation({
    callId: callIdOf(ownId, `${sessionId}:${invokedAtMs}:${call.skillName}`, sessionId),
    source: sourceOf(record),
    ...call,
    invokedAtMs,
    completed: failed ? false : call.kind === 'tool' ? true : null,
    sessionId,
    durationSeconds: seconds,
    errorType: failed ? cleanText(errorType ?? 'error') : undefined,
    agentId: textOf(record, 'gen_ai.agent.id'),
  });
  return true;
}

function callOf(
  record: OtlpRecord,
  operation: string,
): { readonly kind: SkillKind; readonly skillName: string } | undefined {
  const named = (kind: SkillKind, attribute: string): ReturnType<typeof callOf> => {
    const skillName = cleanText(textOf(record, attribute) ?? '');
    return skillName === undefined ? undefined : { kind, skillName };
  };
  if (operation === 'invoke_agent') return named('subagent', 'gen_ai.agent.name');
  if (operation !== 'execute_tool') return undefined;
  return named('skill', 'gen_ai.skill.name') ?? named('tool', 'gen_ai.tool.name');
}

function callIdOf(ownId: string | undefined, otherwise: string, sessionId: string): string {
  if (ownId === undefined) return `gen_ai:${otherwise}`;
  return ownId.length >= uniqueIdLength ? ownId : `gen_ai:${sessionId}:${ownId}`;
}

function addTokens(record: OtlpRecord, sessionId: string, batch: BatchBuilder): boolean {
  const model = cleanText(textOf(record, 'gen_ai.response.model') ?? textOf(record, 'gen_ai.request.model') ?? '');
  const response = textOf(record, 'gen_ai.response.id');
  if (model === undefined || response === undefined) return false;
  const tokens = (name: string): number => Math.max(0, Math.round(numberOf(record, `gen_ai.usage.${name}`) ?? 0));
  const cacheReadTokens = tokens('cache_read.input_tokens');
  const cacheCreationTokens = tokens('cache_creation.input_tokens');
  batch.addUsage({
    messageId: `gen_ai:${response}`,
    source: sourceOf(record),
    sessionId,
    model,
    atMs: record.atMs,
    // The convention's input tokens include the cached ones.
    inputTokens: Math.max(0, tokens('input_tokens') - cacheReadTokens - cacheCreationTokens),
    outputTokens: tokens('output_tokens'),
    cacheReadTokens,
    cacheCreationTokens,
    cacheCreation1hTokens: 0,
  });
  return true;
}

function sourceOf(record: OtlpRecord): string {
  return cleanText(record.service) ?? 'otlp';
}
