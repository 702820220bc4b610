import type { BatchBuilder } from '../batch-builder.ts';
import { cleanText } from '../clean-text.ts';
import { codexCallId, codexSkillCallId } from '../codex/call-id.ts';
import { outcomeOfOutput } from '../codex/call-outcome.ts';
import { namedCall } from '../codex/tool-name.ts';
import { numberOf, textOf } from './otlp-record.ts';
import type { OtlpRecord } from './otlp-record.ts';

const source = 'codex';

/**
 * What Codex's telemetry says of calls, with the ids that they have in the rollout. Its `success` is true for failed
 * commands too; the exit code in the output decides.
 *
 * @returns whether the record told of a call
 */
export function addCodexRecord(record: OtlpRecord, batch: BatchBuilder): boolean {
  const sessionId = textOf(record, 'conversation.id');
  if (sessionId === undefined) return false;
  batch.sawSession(sessionId, undefined, record.atMs);
  if (record.name === 'codex.tool_result') return addToolResult(record, sessionId, batch);
  if (record.name === 'codex.skill_invocation') return addSkill(record, sessionId, batch);
  return false;
}

function addToolResult(record: OtlpRecord, sessionId: string, batch: BatchBuilder): boolean {
  const callId = textOf(record, 'call_id');
  const name = cleanText(textOf(record, 'tool_name') ?? '');
  if (callId === undefined || name === undefined) return false;
  const server = textOf(record, 'mcp_server');
  const call =
    server === undefined
      ? namedCall({ name, namespace: textOf(record, 'tool_namespace'), argumentsJson: textOf(record, 'arguments') })
      : { kind: 'mcp_tool' as const, skillName: `mcp__${cleanText(server) ?? ''}__${name}` };
  const ms = numberOf(record, 'duration_ms');
  const durationSeconds = ms === undefined || ms < 0 ? undefined : ms / 1000;
  batch.addInvocation({
    callId: codexCallId(callId, sessionId),
    source,
    ...call,
    invokedAtMs: record.atMs - Math.round(ms ?? 0),
    sessionId,
    durationSeconds,
    model: textOf(record, 'model'),
    ...outcomeOfOutput(textOf(record, 'output')),
  });
  return true;
}

function addSkill(record: OtlpRecord, sessionId: string, batch: BatchBuilder): boolean {
  const skillName = cleanText(textOf(record, 'skill.name') ?? '');
  const turn = textOf(record, 'turn.id');
  if (skillName === undefined || turn === undefined) return false;
  batch.addInvocation({
    callId: codexSkillCallId(turn, skillName),
    source,
    kind: 'skill',
    skillName,
    invokedAtMs: record.atMs,
    completed: null,
    sessionId,
    model: textOf(record, 'model'),
    trigger: textOf(record, 'skill.invocation_type') === 'explicit' ? 'user' : 'model',
  });
  return true;
}
