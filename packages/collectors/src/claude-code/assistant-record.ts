import { cleanText } from '../clean-text.ts';
import { isVerificationCommand, mayBeVerificationCommand } from '../skill-turns/verification-command.ts';
import { type RecordContext, chainOf, noteBorrowedTime } from './record-context.ts';
import { toolCallOf } from './tool-call.ts';
import type { ContentBlock, Place } from './transcript-record.ts';

/** An `assistant` record: tokens, calls of tools, skills and subagents, and the end of a turn. */
export function readAssistantRecord(context: RecordContext, source: string): void {
  const { record, turns, batch } = context;
  if (!record.hasMessage) return;
  noteBorrowedTime(context);
  addUsage(context, source);
  for (let index = 0; index < record.blockCount; index += 1) {
    const block = record.blocks[index];
    if (block?.type === 'tool_use') addToolUse(context, block, { index, source });
  }
  if (record.stopReason === 'end_turn') turns.close(chainOf(context), batch);
}

function addUsage(context: RecordContext, source: string): void {
  const { record, text, batch, repeated, sessionId, projectId, agentId, atMs } = context;
  const ids = repeated.messageKey.read(text, record.messageId, record.requestId);
  const messageId = ids ?? stringAt(context, record.uuid);
  if (messageId === undefined) return;
  const { inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, cacheCreation1hTokens } = record.usage;
  batch.addUsage({
    messageId,
    source,
    sessionId,
    projectId,
    agentId,
    model: modelOf(context) ?? 'unknown',
    atMs,
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheCreationTokens,
    cacheCreation1hTokens,
    skillName: repeated.attributionSkill.read(text, record.attributionSkill),
  });
}

function addToolUse(context: RecordContext, block: ContentBlock, at: { index: number; source: string }): void {
  const { text, batch, turns, repeated, sessionId, projectId, agentId, atMs } = context;
  const name = repeated.toolName.read(text, block.name);
  if (name === undefined) return;
  const callId = repeated.callId.read(text, block.id) ?? `${recordId(context)}#${at.index}`;
  const { command, skill, subagentType } = block.input;
  const call = toolCallOf(name, {
    skill: () => stringAt(context, skill) ?? stringAt(context, command),
    subagent: () => stringAt(context, subagentType),
  });
  batch.addInvocation({
    callId,
    source: at.source,
    kind: call.kind,
    skillName: call.skillName,
    invokedAtMs: atMs,
    completed: null,
    sessionId,
    projectId,
    agentId,
    model: modelOf(context),
    trigger: 'model',
  });
  const chain = chainOf(context);
  if (call.kind === 'skill') turns.open(chain, callId, batch);
  else if (turns.isOpen(chain) && isShell(name) && isCheck(context, command)) turns.startCheck(chain, callId);
}

/** What tells the record apart when the call has no id of its own. */
function recordId(context: RecordContext): string {
  return stringAt(context, context.record.uuid) ?? `${context.sessionId}:${context.atMs}`;
}

function modelOf({ record, text, repeated }: RecordContext): string | undefined {
  return repeated.model.read(text, record.model);
}

function isCheck({ text }: RecordContext, command: Place): boolean {
  if (!command.present || !mayBeVerificationCommand(text.raw(command.start, command.end))) return false;
  return isVerificationCommand(text.string(command.start, command.end));
}

function isShell(toolName: string): boolean {
  return toolName === 'Bash' || toolName === 'PowerShell';
}

function stringAt({ text }: RecordContext, place: Place): string | undefined {
  return place.present ? cleanText(text.string(place.start, place.end)) : undefined;
}
