import type { UsageCounts } from '@skills/schema';
import { costsResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { dayWindow, midnightMs, unstatedUsage } from '../test/read-models.ts';
import { CostReport } from './cost-report.ts';

const lastDay = { ...dayWindow, sinceMs: midnightMs };

function reportOf(usages: readonly UsageCounts[], day: readonly UsageCounts[] = []): CostReport {
  return new CostReport({
    usage: { usage: async (window) => (window === lastDay ? day : usages) },
    rollups: { totals: async () => ({ invocations: 4 }) },
    database: { status: async () => ({ events: 100, sizeBytes: 1024 ** 3 }) },
  });
}

test('what the source states counts as stated, the rest by the price of the model', async () => {
  const report = reportOf([
    // 1 M input at $5 and 0.1 M output at $25.
    unstatedUsage({ model: 'claude-opus-4-5', skillName: 'pdf', inputTokens: 1_000_000, outputTokens: 100_000 }),
    { ...unstatedUsage({ model: 'claude-opus-4-5' }), inputTokens: 50, statedCostUsd: 1.25 },
  ]);

  const result = await report.costs({ window: dayWindow, lastDay });

  expect(result).toMatchObject({
    tokens: { input: 1_000_050, output: 100_000, cacheRead: 0, cacheCreation: 0 },
    costUsd: 8.75,
    unpricedTokens: 0,
    byModel: [{ model: 'claude-opus-4-5', messages: 2, costUsd: 8.75 }],
    bySkill: [
      { skillName: 'pdf', costUsd: 7.5 },
      { skillName: null, costUsd: 1.25 },
    ],
  });
  expect(costsResultSchema.parse(result)).toEqual(result);
});

test('tokens of a model without a price are counted as unpriced, not as free', async () => {
  const report = reportOf([
    unstatedUsage({ model: 'nobody-knows-1', inputTokens: 70, cacheReadTokens: 30 }),
    unstatedUsage({ model: 'claude-opus-4-5', inputTokens: 1_000_000 }),
  ]);

  const result = await report.costs({ window: dayWindow, lastDay });

  expect(result).toMatchObject({ costUsd: 5, unpricedTokens: 100 });
  expect(result.byModel.map(({ model, costUsd }) => [model, costUsd])).toEqual([
    ['claude-opus-4-5', 5],
    ['nobody-knows-1', null],
  ]);
});

test('one-hour cache writes cost more than five-minute ones', async () => {
  const tokens = { cacheCreationTokens: 1_000_000 };
  const short = await reportOf([unstatedUsage({ model: 'claude-opus-4-5', ...tokens })]).costs({
    window: dayWindow,
    lastDay,
  });
  const long = await reportOf([
    unstatedUsage({ model: 'claude-opus-4-5', ...tokens, cacheCreation1hTokens: 1_000_000 }),
  ]).costs({ window: dayWindow, lastDay });

  expect([short.costUsd, long.costUsd]).toEqual([6.25, 10]);
});

test('a day costs what ran in it and what keeping the database costs', async () => {
  const day = [unstatedUsage({ model: 'claude-opus-4-5', inputTokens: 1_000_000 })];

  const result = await reportOf([], day).costs({ window: dayWindow, lastDay });

  expect(result.lastDay).toMatchObject({
    tasks: 4,
    tokens: 1_000_000,
    averageTokensPerTask: 250_000,
    executionCostUsd: 5,
  });
  // 1 GiB at $0.023 a month.
  expect(result.storage.costUsdPerDay).toBeCloseTo(0.023 / 30, 12);
  expect(result.totalDailyCostUsd).toBeCloseTo(5 + 0.023 / 30, 12);
});

test('nothing used costs nothing', async () => {
  const result = await reportOf([]).costs({ window: dayWindow, lastDay });

  expect(result).toMatchObject({ costUsd: 0, unpricedTokens: 0, byModel: [], bySkill: [] });
});
