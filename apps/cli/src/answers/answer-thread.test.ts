import { join } from 'node:path';
import { compose } from '@skills/composition';
import { temporaryFolder } from '@skills/testing';
import { expect, onTestFinished, test } from 'vitest';
import { AnswerThread } from './answer-thread.ts';

const nowMs = () => Date.UTC(2026, 1, 10, 12);

async function aThread(
  limits: { readonly longestMs?: number; readonly mostWaiting?: number } = {},
): Promise<AnswerThread> {
  const folder = await temporaryFolder();
  onTestFinished(() => folder.remove());
  const databaseUrl = `file:${join(folder.path, 'skills.db')}`;
  const environment = { HOME: folder.path };
  await using made = compose({ databaseUrl, environment, nowMs, note: () => undefined, onSimulated: () => undefined });
  await made.live();
  const thread = new AnswerThread({ databaseUrl, environment, nowMs, ...limits });
  onTestFinished(() => thread[Symbol.asyncDispose]());
  return thread;
}

test('answers as the command does, and knows what is no question', async () => {
  const thread = await aThread();

  expect(JSON.parse((await thread.ask(['top'], 'limit=3')) ?? '')).toMatchObject({ skills: [] });
  expect(await thread.ask(['collect'], '')).toBeUndefined();
  await expect(thread.ask(['top'], 'limit=none')).rejects.toMatchObject({ code: 'invalid-usage' });
  await expect(thread.ask(['show', 'nothing'], '')).rejects.toMatchObject({ code: 'not-found' });
  await thread.prepare();
});

test('a question that takes too long is given up, and the next one starts anew', async () => {
  const thread = await aThread({ longestMs: 1 });
  await expect(thread.ask(['evaluate'], '')).rejects.toThrow('takes too long');
  await expect(thread.ask(['top'], '')).rejects.toThrow('takes too long');
});

test('turns away who comes when too many wait', async () => {
  const thread = await aThread({ mostWaiting: 2 });
  const first = [thread.ask(['top'], ''), thread.ask(['top'], '')];

  await expect(thread.ask(['top'], '')).rejects.toMatchObject({ code: 'storage-busy' });
  expect(await Promise.all(first)).toHaveLength(2);
});

test('whoever waits when it ends hears of it', async () => {
  const thread = await aThread();
  const waiting = thread.ask(['top'], '').catch((error: unknown) => String(error));
  await thread[Symbol.asyncDispose]();

  expect(await waiting).toContain('the server ends');

  await expect(thread.ask(['top'], '')).rejects.toThrow('the server ends');
});
