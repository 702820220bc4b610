import type {
  CollectedBatch,
  InvocationCompletion,
  MessageUsage,
  SessionSighting,
  SkillInvocation,
  SkillOffer,
} from '@skills/schema';
import { longestDurationSeconds } from '../rollup/event-change.ts';

// Times outside these years do not fit the 42 bits of a key, or were never meant. 2000 to 2100, as on the wire.
const earliestMs = 946_684_800_000;
const latestMs = 4_102_444_800_000;

/**
 * Holds a batch to what the log can keep. Collectors parse at their edge, so a broken value here is a broken contract,
 * and nothing of the batch is stored.
 *
 * @throws {RangeError} naming the record, the field and the value
 */
export function assertBatch(batch: CollectedBatch): void {
  for (const invocation of batch.invocations) assertInvocation(invocation);
  for (const completion of batch.completions) assertCompletion(completion);
  for (const usage of batch.usages) assertUsage(usage);
  for (const offer of batch.offers) assertOffer(offer);
  for (const session of batch.sessions) assertSession(session);
  for (const project of batch.projects) assertText(`project ${project.path}`, 'projectId', project.projectId);
  if (batch.quarantined.length > 0 && batch.checkpoint === undefined) {
    throw new RangeError('a batch with quarantined lines must name their file in its checkpoint');
  }
}

function assertInvocation(invocation: SkillInvocation): void {
  const { callId, invokedAtMs, durationSeconds, costUsd, rating, selectionRank } = invocation;
  // Messages are made only when something is wrong: this runs for every event.
  if (!isTime(invokedAtMs)) throw invalid(`call ${callId}`, 'invokedAtMs', invokedAtMs);
  if (callId === '') throw invalid(`a call of ${invocation.skillName}`, 'callId', callId);
  if (!isText(invocation.skillName)) throw invalid(`call ${callId}`, 'skillName', invocation.skillName);
  if (!isText(invocation.sessionId)) throw invalid(`call ${callId}`, 'sessionId', invocation.sessionId);
  if (!isText(invocation.source)) throw invalid(`call ${callId}`, 'source', invocation.source);
  if (!isDuration(durationSeconds)) throw invalid(`call ${callId}`, 'durationSeconds', durationSeconds);
  if (!isAmount(costUsd)) throw invalid(`call ${callId}`, 'costUsd', costUsd);
  if (!isAmount(rating)) throw invalid(`call ${callId}`, 'rating', rating);
  if (!isCount(selectionRank)) throw invalid(`call ${callId}`, 'selectionRank', selectionRank);
  for (const field of ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheCreationTokens'] as const) {
    if (!isCount(invocation[field])) throw invalid(`call ${callId}`, field, invocation[field]);
  }
}

function assertCompletion({ callId, durationSeconds, endedAtMs }: InvocationCompletion): void {
  if (callId === '') throw invalid('a completion', 'callId', callId);
  if (!isDuration(durationSeconds)) throw invalid(`completion of ${callId}`, 'durationSeconds', durationSeconds);
  if (endedAtMs !== undefined && !isTime(endedAtMs)) throw invalid(`completion of ${callId}`, 'endedAtMs', endedAtMs);
}

function assertUsage(usage: MessageUsage): void {
  const record = `message ${usage.messageId}`;
  assertText(record, 'messageId', usage.messageId);
  assertText(record, 'sessionId', usage.sessionId);
  assertTime(record, 'atMs', usage.atMs);
  if (!isAmount(usage.costUsd)) throw invalid(record, 'costUsd', usage.costUsd);
  const { inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, cacheCreation1hTokens } = usage;
  const counts = { inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, cacheCreation1hTokens };
  for (const [field, count] of Object.entries(counts)) if (!isCount(count)) throw invalid(record, field, count);
}

function assertOffer(offer: SkillOffer): void {
  const record = `offer of ${offer.skillName}`;
  assertText(record, 'skillName', offer.skillName);
  assertText(record, 'sessionId', offer.sessionId);
  assertTime(record, 'offeredAtMs', offer.offeredAtMs);
}

function assertSession(session: SessionSighting): void {
  const record = `session ${session.sessionId}`;
  assertText(record, 'sessionId', session.sessionId);
  assertTime(record, 'firstAtMs', session.firstAtMs);
  assertTime(record, 'lastAtMs', session.lastAtMs);
}

function assertText(record: string, field: string, text: string): void {
  if (!isText(text)) throw invalid(record, field, text);
}

function assertTime(record: string, field: string, epochMs: number): void {
  if (!isTime(epochMs)) throw invalid(record, field, epochMs);
}

/** Text of which something is left when NUL is stripped. */
function isText(text: string): boolean {
  return text !== '' && (text.charCodeAt(0) !== 0 || text.replaceAll('\0', '') !== '');
}

function isTime(epochMs: number): boolean {
  return Number.isInteger(epochMs) && epochMs >= earliestMs && epochMs < latestMs;
}

function isDuration(seconds: number | undefined): boolean {
  return seconds === undefined || (seconds >= 0 && seconds <= longestDurationSeconds);
}

function isAmount(amount: number | undefined): boolean {
  return amount === undefined || (amount >= 0 && amount <= 1e9);
}

function isCount(count: number | undefined): boolean {
  return count === undefined || (Number.isSafeInteger(count) && count >= 0);
}

function invalid(record: string, field: string, value: unknown): RangeError {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return new RangeError(`ingest: ${record.slice(0, 200)} has an impossible ${field}: ${shown}`);
}
