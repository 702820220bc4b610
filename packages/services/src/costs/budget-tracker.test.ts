import type { Budget, BudgetTerms } from '@skills/schema';
import { budgetsResultSchema } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import type { DayCost } from '../priced-usage.ts';
import { BudgetTracker } from './budget-tracker.ts';

const dayMs = 86_400_000;
/** A Friday. */
const today = Date.UTC(2026, 1, 20) / dayMs;
const noonMs = (today + 0.5) * dayMs;

function spent(day: number, costUsd: number | null, unpricedTokens = 0): DayCost {
  const tokens = { input: 10, output: 0, cacheRead: 0, cacheCreation: 0 };
  return {
    day,
    model: costUsd === null ? 'nobody-knows-1' : 'known',
    skillName: null,
    messages: 1,
    tokens,
    costUsd,
    unpricedTokens,
  };
}

/** $10 on each of the last 60 days, and $5 today. */
const steady = [...Array.from({ length: 60 }, (_, index) => spent(today - 60 + index, 10)), spent(today, 5)];

function trackerOf(costs: readonly DayCost[], ...terms: readonly Partial<Budget>[]): BudgetTracker {
  let budgets: readonly Budget[] = terms.map(aBudgetWith);
  return new BudgetTracker({
    budgets: {
      budgets: async () => budgets,
      setBudget: async (budget) => {
        budgets = [...budgets, { ...budget, projectName: 'Shop' }];
      },
      removeBudget: async () => budgets.length > 0,
    },
    usage: {
      dailyCosts: async ({ sinceMs, untilMs }, filter) =>
        filter?.projectId === undefined
          ? costs.filter(({ day }) => day * dayMs >= sinceMs && day * dayMs < untilMs)
          : [],
      firstDay: async (filter) => (filter?.projectId === undefined ? (costs[0]?.day ?? null) : null),
    },
  });
}

function aBudgetWith(known: Partial<Budget>): Budget {
  return { ...aBudget, ...known };
}

const aBudget: Budget = {
  projectId: null,
  projectName: null,
  period: 'month',
  limitUsd: 1000,
  warnShare: 0.8,
  fromDay: null,
};

describe('with $10 on every day', () => {
  test('a month says what is spent, what its end will bring and on which day it runs out', async () => {
    const result = await trackerOf(steady, { limitUsd: 250 }).budgets(noonMs);

    // 19 days of $10 and today $5; the rest of today and 8 more days.
    expect(result.budgets[0]).toMatchObject({
      window: { since: '2026-02-01T00:00:00.000Z', until: '2026-03-01T00:00:00.000Z' },
      spentUsd: 195,
      leftUsd: 55,
      spentShare: 0.78,
      state: 'warn',
      forecast: {
        kind: 'forecast',
        historyDays: 56,
        activeDays: 56,
        burnRate: { usdPerDay: 10, lower: 10, upper: 10 },
        dailySpend: { medianUsd: 10, lower: 10, upper: 10 },
        periodSpend: { medianUsd: 280, lower: 280, upper: 280 },
        probabilityWithin: 0,
        // $5 today, $50 on the 21st to the 25th; the 26th is too much.
        runsOutOn: { median: '2026-02-26', earliest: '2026-02-26', latest: '2026-02-26' },
      },
    });
    expect(budgetsResultSchema.parse(result)).toEqual(result);
  });

  test('a month with enough is well', async () => {
    const { state, budgets } = await trackerOf(steady, { limitUsd: 281 }).budgets(noonMs);

    expect(state).toBe('ok');
    expect(budgets[0]).toMatchObject({ state: 'ok', forecast: { probabilityWithin: 1, runsOutOn: { median: null } } });
  });

  test('a day is its own period', async () => {
    const { budgets } = await trackerOf(steady, { period: 'day', limitUsd: 10.5 }).budgets(noonMs);

    expect(budgets[0]).toMatchObject({
      window: { since: '2026-02-20T00:00:00.000Z', until: '2026-02-21T00:00:00.000Z' },
      spentUsd: 5,
      forecast: { periodSpend: { medianUsd: 10 }, probabilityWithin: 1 },
    });
  });

  test('a total counts from its day, and its run-out may be years away', async () => {
    const terms = { period: 'total', limitUsd: 405, fromDay: today - 10 } as const;
    const { budgets } = await trackerOf(steady, terms).budgets(noonMs);

    // $105 are spent; $5 today and then $10 a day.
    expect(budgets[0]).toMatchObject({
      from: '2026-02-10',
      spentUsd: 105,
      state: 'warn',
      forecast: { periodSpend: null, runsOutOn: { median: '2026-03-22' } },
    });
  });

  test('an overspent budget is over since the day on which it happened', async () => {
    const { state, budgets } = await trackerOf(steady, { limitUsd: 95 }, { limitUsd: 1e6 }).budgets(noonMs);

    expect(state).toBe('over');
    expect(budgets[0]).toMatchObject({ leftUsd: -100, forecast: { runsOutOn: { median: '2026-02-10' } } });
    expect(budgets[1]?.state).toBe('ok');
  });
});

test('idle days are days: $70 on Mondays only is $10 a day', async () => {
  const mondays = Array.from({ length: 9 }, (_, week) => spent(today - 60 + 7 * week, 70));
  const { budgets } = await trackerOf(mondays, {}).budgets(noonMs);

  expect(budgets[0]?.forecast).toMatchObject({
    activeDays: 8,
    burnRate: { usdPerDay: 10 },
    dailySpend: { medianUsd: 0, lower: 0, upper: 70 },
  });
});

test('what has no price stands beside the budget with its model', async () => {
  const { budgets } = await trackerOf([...steady, spent(today, null, 777)], {}).budgets(noonMs);

  expect(budgets[0]).toMatchObject({ spentUsd: 195, unpricedTokens: 777, unpricedModels: ['nobody-knows-1'] });
});

test('a project that was first used yesterday has no forecast yet, and is not compared with empty weeks before', async () => {
  const { budgets } = await trackerOf([spent(today - 1, 9), spent(today, 1)], {}, { projectId: 'p' }).budgets(noonMs);

  expect(budgets.map(({ spentUsd, forecast }) => [spentUsd, forecast])).toEqual([
    [10, { kind: 'insufficient-data', requiredDays: 7, actualDays: 1 }],
    [0, { kind: 'insufficient-data', requiredDays: 7, actualDays: 0 }],
  ]);
});

describe('a budget', () => {
  const terms: BudgetTerms = { projectId: 'p', period: 'month', limitUsd: 5, warnShare: 0.5, fromDay: null };

  test('is returned as it is stored', async () => {
    expect(await trackerOf([]).set(terms, noonMs)).toEqual({
      budget: { projectId: 'p', projectName: 'Shop', period: 'month', limitUsd: 5, warnShare: 0.5, from: null },
    });
  });

  test.each([
    [{ limitUsd: 0 }, 'not 0'],
    [{ limitUsd: Infinity }, 'Infinity'],
    [{ warnShare: 1.5 }, '1.5'],
    [{ fromDay: today }, 'per month has no first day'],
  ])('with %o is refused', async (wrong, named) => {
    await expect(trackerOf([]).set({ ...terms, ...wrong }, noonMs)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(named),
    });
  });

  test('that is not there cannot be removed', async () => {
    await expect(trackerOf([]).remove({ projectId: null, period: 'day' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
