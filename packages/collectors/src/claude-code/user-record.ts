import { cleanText } from '../clean-text.ts';
import type { CallEnd } from '../skill-turns/skill-turns.ts';
import type { SourceText } from '../source-text.ts';
import { type RecordContext, chainOf, noteBorrowedTime } from './record-context.ts';
import { slashCommandOf } from './slash-command.ts';
import { type ToolErrorType, maySayWhy, resultText, toolErrorType } from './tool-outcome.ts';
import type { ContentBlock, Place } from './transcript-record.ts';

/** Texts that the program puts into user records; nobody typed them. */
const programTexts = [
  '<local-command-',
  '<bash-',
  '<task-notification>',
  '<system-reminder>',
  'Caveat: The messages below',
];

/** A `user` record: results of calls, a slash command, or the user's next word, which ends a turn. */
export function readUserRecord(context: RecordContext, source: string): void {
  const { record } = context;
  const words: Place[] = record.messageText.present ? [record.messageText] : [];
  let hasResult = false;
  for (let index = 0; index < record.blockCount; index += 1) {
    const block = record.blocks[index];
    if (block === undefined) continue;
    if (block.type === 'tool_result') {
      hasResult = true;
      addResult(context, block);
    } else if (block.type === 'text' && block.text.present) words.push(block.text);
  }
  const command = firstCommand(context, words);
  if (command !== undefined) addSlashCommand(context, command, source);
  else if (!hasResult && endsTurn(context, words)) context.turns.close(chainOf(context), context.batch);
}

/** A `system` record of subtype `local_command`: a slash command that the program ran itself. */
export function readLocalCommand(context: RecordContext, source: string): void {
  const command = firstCommand(context, [context.record.content]);
  if (command !== undefined) addSlashCommand(context, command, source);
}

function addResult(context: RecordContext, block: ContentBlock): void {
  const { text, batch, turns, repeated } = context;
  const callId = repeated.callId.read(text, block.toolUseId);
  if (callId === undefined) return;
  const errorType = block.isError ? errorTypeOf(context, block) : undefined;
  turns.endCall(callId, endOf(errorType));
  // A launch says nothing about what was launched, and what was stopped from outside neither succeeded nor failed.
  const unknown = errorType === undefined ? isLaunch(context, block) : errorType !== 'tool-error';
  const completed = unknown ? null : errorType === undefined;
  // A borrowed time would make a duration that never was.
  const endedAtMs = context.isTimeExact ? context.atMs : undefined;
  batch.addCompletion({ callId, completed, endedAtMs, errorType });
}

function endOf(errorType: ToolErrorType | undefined): CallEnd {
  if (errorType === undefined) return 'succeeded';
  return errorType === 'tool-error' ? 'failed' : 'stopped';
}

function errorTypeOf({ record, text }: RecordContext, block: ContentBlock): ToolErrorType {
  const { text: resultPlace } = record.toolUseResult;
  const toolUseResult = resultPlace.present ? text.string(resultPlace.start, resultPlace.end) : undefined;
  const { present, start, end } = block.content;
  const isRead = present && maySayWhy(text.raw(start, end));
  return toolErrorType(isRead ? resultText(text.value(start, end)) : '', toolUseResult);
}

/** The result of a `Skill` call, or of a subagent that runs in the background. */
function isLaunch({ record, text }: RecordContext, block: ContentBlock): boolean {
  const { commandName, status } = record.toolUseResult;
  if (commandName.present || status === 'async_launched') return true;
  return block.content.present && text.startsWith('"Launching skill:', block.content.start);
}

function firstCommand({ text }: RecordContext, words: readonly Place[]): string | undefined {
  for (const place of words) {
    if (!place.present || !mayBeCommand(text, place)) continue;
    const command = slashCommandOf(text.string(place.start, place.end));
    if (command !== undefined) return command;
  }
  return undefined;
}

/** Looks at the undecoded start, because prompts can be long and commands are few. */
function mayBeCommand(text: SourceText, { start, end }: Place): boolean {
  if (text.startsWith('<command-', start)) return true;
  const code = text.bytes[start] ?? 0;
  const isSpaceOrEscape = code <= 0x20 || code === 0x5c || code >= 0x80;
  return isSpaceOrEscape && text.bytes.subarray(start, end).includes('<command-');
}

function addSlashCommand(context: RecordContext, skillName: string, source: string): void {
  const { record, text, batch, turns, sessionId, projectId, agentId, atMs } = context;
  const uuid = record.uuid.present ? cleanText(text.string(record.uuid.start, record.uuid.end)) : undefined;
  noteBorrowedTime(context);
  const callId = uuid ?? `${sessionId}:${atMs}:${skillName}`;
  batch.addInvocation({
    callId,
    source,
    kind: 'slash_command',
    skillName,
    invokedAtMs: atMs,
    completed: null,
    sessionId,
    projectId,
    agentId,
    trigger: 'user',
  });
  turns.open(chainOf(context), callId, batch);
}

/** Whether the user spoke or stopped the assistant. */
function endsTurn({ record, text }: RecordContext, words: readonly Place[]): boolean {
  const [first] = words;
  if (first === undefined) return false;
  if (text.startsWith('[Request interrupted by user', first.start)) return true;
  if (record.isMeta || record.isCompactSummary || record.isVisibleInTranscriptOnly) return false;
  return !programTexts.some((start) => text.startsWith(start, first.start));
}
