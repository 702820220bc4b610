import type { BatchBuilder } from '../batch-builder.ts';
import { toolCallOf } from '../claude-code/tool-call.ts';
import { cleanText } from '../clean-text.ts';
import { parseObject } from '../records-of-line.ts';
import { booleanOf, numberOf, textOf } from './otlp-record.ts';
import type { OtlpRecord } from './otlp-record.ts';

const source = 'claude-code';

/**
 * What Claude Code's telemetry says of calls. A call has the id that it has in the transcript, so that both views make one
 * event. What tells of the same again without an id that the transcript has too is let be, for it would be counted twice:
 * `skill_activated`, a typed command's `user_prompt`, the tokens of `api_request`, and the metrics.
 *
 * @returns whether the record told of a call
 */
export function addClaudeCodeRecord(record: OtlpRecord, batch: BatchBuilder): boolean {
  const sessionId = textOf(record, 'session.id');
  if (sessionId === undefined) return false;
  batch.sawSession(sessionId, undefined, record.atMs);
  return record.name.replace(/^claude_code\./, '') === 'tool_result' && addToolResult(record, sessionId, batch);
}

function addToolResult(record: OtlpRecord, sessionId: string, batch: BatchBuilder): boolean {
  const callId = textOf(record, 'tool_use_id');
  const toolName = textOf(record, 'tool_name');
  if (callId === undefined || toolName === undefined) return false;
  const durationSeconds = secondsOf(record);
  const call = namedCall(record, toolName);
  const failed = booleanOf(record, 'success') === false;
  // A skill that was launched has not thereby succeeded.
  const completed = failed ? false : call?.kind === 'skill' ? null : (booleanOf(record, 'success') ?? null);
  const outcome = { completed, durationSeconds, errorType: failed ? 'tool-error' : undefined };
  if (call === undefined) {
    // Its name is not told: the transcript, or nobody, says what it was.
    batch.addCompletion({ callId, ...outcome });
    return true;
  }
  const agentId = textOf(record, 'agent_id');
  const trigger = call.kind === 'skill' ? { trigger: 'model' as const } : {};
  const userId = userOf(record);
  const invokedAtMs = record.atMs - Math.round((durationSeconds ?? 0) * 1000);
  batch.addInvocation({ callId, source, ...call, invokedAtMs, sessionId, ...outcome, agentId, userId, ...trigger });
  return true;
}

/** Kind and name of a call; `undefined` when the user has not let the names be told. */
function namedCall(record: OtlpRecord, toolName: string): ReturnType<typeof toolCallOf> | undefined {
  const parameters = parseObject(textOf(record, 'tool_parameters') ?? '') ?? {};
  const text = (name: string): string | undefined => {
    const value = parameters[name];
    return typeof value === 'string' ? cleanText(value) : undefined;
  };
  if (toolName === 'mcp_tool') {
    const [server, tool] = [text('mcp_server_name'), text('mcp_tool_name')];
    return server === undefined || tool === undefined
      ? undefined
      : { kind: 'mcp_tool', skillName: `mcp__${server}__${tool}` };
  }
  if (toolName === 'Skill' && text('skill_name') === undefined) return undefined;
  const call = toolCallOf(toolName, { skill: () => text('skill_name'), subagent: () => text('subagent_type') });
  const skillName = cleanText(call.skillName);
  return skillName === undefined ? undefined : { ...call, skillName };
}

function secondsOf(record: OtlpRecord): number | undefined {
  const ms = numberOf(record, 'duration_ms');
  return ms === undefined || ms < 0 ? undefined : ms / 1000;
}

function userOf(record: OtlpRecord): string | undefined {
  const user = textOf(record, 'user.id');
  return user === undefined || user.toLowerCase() === 'redacted' ? undefined : user;
}
