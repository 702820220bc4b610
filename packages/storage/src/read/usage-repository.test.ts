import type { MessageUsage } from '@skills/schema';
import fc from 'fast-check';
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

test('adds up days and whole months as if they were days', async () => {
  const { engine, ingest } = await openTestLog();
  const firstMs = Date.UTC(2025, 10, 20);
  // One message a day for 120 days over the turn of the year, with as many tokens as its number.
  const usages = Array.from({ length: 120 }, (_, index) =>
    aMessage({ atMs: firstMs + index * dayMs, inputTokens: index, skillName: index % 3 === 0 ? 'review' : undefined }),
  );
  await ingest.ingest(aBatch({ usages }));
  const repository = new UsageRepository({ engine });

  await fc.assert(
    fc.asyncProperty(fc.nat(130), fc.nat(130), async (one, two) => {
      const [from, to] = [Math.min(one, two), Math.max(one, two)];
      const window = { sinceMs: firstMs + from * dayMs, untilMs: firstMs + to * dayMs, bucket: 'day' } as const;
      const expected = usages.slice(from, to).reduce((sum, { inputTokens }) => sum + inputTokens, 0);

      const bySkill = await repository.usage(window);
      const byDay = await repository.dailyUsage(window);

      expect(bySkill.reduce((sum, { inputTokens }) => sum + inputTokens, 0)).toBe(expected);
      expect(byDay.map((row) => row.day)).toEqual(usages.slice(from, to).map(({ atMs }) => atMs / dayMs));
      expect(byDay.reduce((sum, { inputTokens }) => sum + inputTokens, 0)).toBe(expected);
    }),
  );
  expect(await repository.firstDay()).toBe(firstMs / dayMs);
  expect(await repository.firstDay({ projectId: 'nobody' })).toBeNull();
});

test('refuses a window of hours, because tokens are kept by the day', async () => {
  const { engine } = await openTestLog();

  await expect(new UsageRepository({ engine }).usage({ ...day, bucket: 'hour' })).rejects.toThrow(RangeError);
});
