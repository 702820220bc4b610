import type { CollectedBatch } from '@skills/schema';
import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';

const usage = {
  messageId: 'm',
  source: 'test',
  sessionId: 's',
  model: 'opus',
  atMs: noonMs,
  inputTokens: 1,
  outputTokens: 1,
  cacheReadTokens: 0,
  cacheCreationTokens: 0,
  cacheCreation1hTokens: 0,
};

const broken: readonly (readonly [string, Partial<CollectedBatch>])[] = [
  ['durationSeconds: NaN', { invocations: [aCall({ durationSeconds: Number.NaN })] }],
  ['durationSeconds: -1', { invocations: [aCall({ durationSeconds: -1 })] }],
  ['invokedAtMs: 1.5', { invocations: [aCall({ invokedAtMs: 1.5 })] }],
  ['invokedAtMs: Infinity', { invocations: [aCall({ invokedAtMs: Infinity })] }],
  ['invokedAtMs: 0', { invocations: [aCall({ invokedAtMs: 0 })] }],
  ['skillName: "\\u0000"', { invocations: [aCall({ skillName: '\0' })] }],
  ['sessionId: ""', { invocations: [aCall({ sessionId: '' })] }],
  ['callId: ""', { invocations: [aCall({ callId: '' })] }],
  ['inputTokens: 0.5', { invocations: [aCall({ inputTokens: 0.5 })] }],
  ['costUsd: -0.1', { invocations: [aCall({ costUsd: -0.1 })] }],
  ['endedAtMs: NaN', { completions: [{ callId: 'c', completed: true, endedAtMs: Number.NaN }] }],
  ['durationSeconds: -2', { completions: [{ callId: 'c', completed: true, durationSeconds: -2 }] }],
  ['outputTokens: -1', { usages: [{ ...usage, outputTokens: -1 }] }],
  ['atMs: NaN', { usages: [{ ...usage, atMs: Number.NaN }] }],
  ['offeredAtMs: -5', { offers: [{ skillName: 'review', sessionId: 's', offeredAtMs: -5 }] }],
  ['firstAtMs: NaN', { sessions: [{ sessionId: 's', firstAtMs: Number.NaN, lastAtMs: noonMs }] }],
];

test.each(broken)('refuses a batch with %s, and stores nothing of it', async (message, parts) => {
  const { engine, ingest } = await openTestLog();
  const calls = [aCall({ callId: 'good' }), ...(parts.invocations ?? [])];

  await expect(ingest.ingest(aBatch({ ...parts, invocations: calls }))).rejects.toThrow(RangeError);
  await expect(ingest.ingest(aBatch({ ...parts, invocations: calls }))).rejects.toThrow(message);
  expect(await engine.all('SELECT count(*) FROM skill_event')).toEqual([[0]]);
});

test('refuses quarantined lines of no file', async () => {
  const { ingest } = await openTestLog();
  const quarantined = [{ lineNumber: 1, byteOffset: 0, byteLength: 5, reason: 'not JSON' }];

  await expect(ingest.ingest(aBatch({ quarantined }))).rejects.toThrow(/checkpoint/);
});
