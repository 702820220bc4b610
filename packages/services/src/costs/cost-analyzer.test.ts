import type { UsageCounts } from '@skills/schema';
import { apiUsageAndCostingSchema, costsResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { dayWindow, midnightMs, skillCounts, unstatedUsage } from '../../test/read-models.ts';
import { PricedUsage } from '../priced-usage.ts';
import { CostAnalyzer } from './cost-analyzer.ts';

const nowMs = midnightMs + 12 * 3_600_000;
const opus = 'claude-opus-4-5';

/** Usages of the window, and of the last day. */
function analyzerOf(usages: readonly UsageCounts[], day: readonly UsageCounts[] = []): CostAnalyzer {
  return new CostAnalyzer({
    usage: new PricedUsage({
      usage: {
        usage: async ({ sinceMs }) => (sinceMs === dayWindow.sinceMs ? usages : day),
        dailyUsage: async () => [],
        firstDay: async () => null,
      },
      prices: { ownPrices: async () => [] },
    }),
    rollups: {
      skillCounts: async () => [
        skillCounts({ skillName: 'pdf', invocations: 10, completed: 6, failed: 2 }),
        skillCounts({ skillName: '/pdf', kind: 'slash_command', invocations: 2, completed: 0, failed: 0 }),
      ],
    },
    executions: {
      executionEffort: async () => ({
        tier1Records: 1_000_000,
        tier2Summaries: 10_000,
        effort: [{ level: 'LOW', tasks: 9, timedTasks: 8, durationSeconds: 70 }],
      }),
    },
    database: { status: async () => ({ events: 100, sizeBytes: 1024 ** 3 }) },
  });
}

test('what the source states counts as stated, the rest by the price of the model', async () => {
  const analyzer = analyzerOf([
    // 1 M input at $5 and 0.1 M output at $25.
    unstatedUsage({ model: opus, skillName: 'pdf', inputTokens: 1_000_000, outputTokens: 100_000 }),
    { ...unstatedUsage({ model: opus }), inputTokens: 50, statedCostUsd: 1.25 },
  ]);

  const result = await analyzer.costs({ window: dayWindow, nowMs });

  expect(result).toMatchObject({
    tokens: { input: 1_000_050, output: 100_000, cacheRead: 0, cacheCreation: 0 },
    costUsd: 8.75,
    unpricedTokens: 0,
    unpricedModels: [],
    byModel: [{ model: opus, messages: 2, costUsd: 8.75 }],
    bySkill: [
      { skillName: 'pdf', costUsd: 7.5 },
      { skillName: null, costUsd: 1.25, outcomes: null },
    ],
  });
  expect(costsResultSchema.parse(result)).toEqual(result);
});

test('a success costs what its calls cost over how often they succeed; a slash command is its skill', async () => {
  const analyzer = analyzerOf([unstatedUsage({ model: opus, skillName: 'pdf', inputTokens: 1_200_000 })]);

  const { bySkill, outcomes } = await analyzer.costs({ window: dayWindow, nowMs });

  // $6 over 12 calls, of which 3 in 4 with a known outcome succeeded.
  expect(bySkill[0]?.outcomes).toMatchObject({ calls: 12, completed: 6, failed: 2 });
  expect(bySkill[0]?.outcomes?.costPerSuccess?.usd).toBeCloseTo(0.5 / 0.75, 12);
  expect(outcomes.costPerSuccess?.usd).toBeCloseTo(0.5 / 0.75, 12);
});

test('tokens of a model without a price are counted as unpriced with its name, not as free', async () => {
  const analyzer = analyzerOf([
    unstatedUsage({ model: 'nobody-knows-1', skillName: 'pdf', inputTokens: 70, cacheReadTokens: 30 }),
    unstatedUsage({ model: opus, inputTokens: 1_000_000 }),
  ]);

  const result = await analyzer.costs({ window: dayWindow, nowMs });

  expect(result).toMatchObject({ costUsd: 5, unpricedTokens: 100, unpricedModels: ['nobody-knows-1'] });
  expect(result.byModel.map(({ model, costUsd }) => [model, costUsd])).toEqual([
    [opus, 5],
    ['nobody-knows-1', null],
  ]);
  expect(result.bySkill.find(({ skillName }) => skillName === 'pdf')?.outcomes?.costPerSuccess).toBeNull();
});

test('one-hour cache writes cost more than five-minute ones', async () => {
  const tokens = { model: opus, cacheCreationTokens: 1_000_000 };
  const costOf = async (usage: UsageCounts): Promise<number> =>
    (await analyzerOf([usage]).costs({ window: dayWindow, nowMs })).costUsd;

  expect(await costOf(unstatedUsage(tokens))).toBe(6.25);
  expect(await costOf(unstatedUsage({ ...tokens, cacheCreation1hTokens: 1_000_000 }))).toBe(10);
});

test('the last day has the fields and the storage model of the mission', async () => {
  const day = [unstatedUsage({ model: opus, inputTokens: 1_200_000 })];

  const answer = await analyzerOf([], day).getApiUsageAndCosting({ nowMs });

  expect(answer).toMatchObject({
    timestamp: '2026-02-10T12:00:00.000Z',
    // 24 hours up to noon lie in two UTC days.
    window: { since: '2026-02-09T00:00:00.000Z', until: '2026-02-11T00:00:00.000Z' },
    apiUsage: { totalTasks24h: 12, totalTokens24h: 1_200_000, avgTokensPerTask: 100_000, unpricedTokens24h: 0 },
    costing: { executionCosts24h: 6 },
    storage: { tier1RawRecords: 1_000_000, tier2HourlySummaries: 10_000 },
  });
  expect(answer.costing.storageCostsDaily.toFixed(6)).toBe('0.000358');
  expect(answer.costing.totalDailyCost).toBeCloseTo(6.000358, 6);
  expect(apiUsageAndCostingSchema.parse(answer)).toEqual(answer);
});

test('a day costs what ran in it and what keeping the real file costs', async () => {
  const day = [unstatedUsage({ model: opus, inputTokens: 1_000_000 })];

  const result = await analyzerOf([], day).costs({ window: dayWindow, nowMs });

  expect(result.lastDay).toMatchObject({ tasks: 12, tokens: 1_000_000, executionCostUsd: 5 });
  // 1 GiB at $0.023 a month.
  expect(result.storage.costUsdPerDay).toBeCloseTo(0.023 / 30, 12);
  expect(result.totalDailyCostUsd).toBeCloseTo(5 + 0.023 / 30, 12);
  expect(result.humanEffort).toEqual([{ level: 'LOW', tasks: 9, timedTasks: 8, durationSeconds: 70 }]);
});

test('nothing used costs nothing', async () => {
  const result = await analyzerOf([]).costs({ window: dayWindow, nowMs });

  expect(result).toMatchObject({ costUsd: 0, unpricedTokens: 0, byModel: [], bySkill: [] });
});
