import type { MessageUsage } from '@skills/schema';
import { expect, test } from 'vitest';
import { aBatch, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { dayMs, snapWindow } from './snap-window.ts';
import { UsageRepository } from './usage-repository.ts';

const day = snapWindow({ sinceMs: noonMs, untilMs: noonMs, bucket: 'day' });

function aMessage(fields: Partial<MessageUsage>): MessageUsage {
  return {
    messageId: crypto.randomUUID(),
    source: 'test',
    sessionId: 's1',
    model: 'opus',
    atMs: noonMs,
    inputTokens: 10,
    outputTokens: 20,
    cacheReadTokens: 30,
    cacheCreationTokens: 40,
    cacheCreation1hTokens: 5,
    ...fields,
  };
}

test('sums tokens per model and skill, and keeps apart what the source has priced', async () => {
  const { engine, ingest } = await openTestLog();
  const usages = [
    aMessage({ skillName: 'review' }),
    aMessage({ skillName: 'review', costUsd: 0.25 }),
    aMessage({}),
    aMessage({ model: 'haiku', atMs: noonMs - dayMs }),
  ];
  await ingest.ingest(aBatch({ usages }));

  expect(await new UsageRepository({ engine }).usage(day)).toEqual([
    {
      model: 'opus',
      skillName: 'review',
      messages: 2,
      inputTokens: 20,
      outputTokens: 40,
      cacheReadTokens: 60,
      cacheCreationTokens: 80,
      cacheCreation1hTokens: 10,
      statedCostUsd: 0.25,
      unstated: {
        inputTokens: 10,
        outputTokens: 20,
        cacheReadTokens: 30,
        cacheCreationTokens: 40,
        cacheCreation1hTokens: 5,
      },
    },
    expect.objectContaining({ model: 'opus', skillName: null, messages: 1, statedCostUsd: 0 }),
  ]);
});

test('narrows to one project', async () => {
  const { engine, ingest } = await openTestLog();
  await ingest.ingest(aBatch({ usages: [aMessage({ projectId: 'p1' }), aMessage({ projectId: 'p2' })] }));

  const usage = await new UsageRepository({ engine }).usage(day, { projectId: 'p2' });

  expect(usage).toMatchObject([{ messages: 1, inputTokens: 10 }]);
});

test('refuses a window of hours, because tokens are kept by the day', async () => {
  const { engine } = await openTestLog();

  await expect(new UsageRepository({ engine }).usage({ ...day, bucket: 'hour' })).rejects.toThrow(RangeError);
});
