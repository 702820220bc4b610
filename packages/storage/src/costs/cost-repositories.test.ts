import { describe, expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { hourMs } from '../read/snap-window.ts';
import { BudgetRepository } from './budget-repository.ts';
import { ExecutionEffortRepository } from './execution-effort-repository.ts';
import { PriceRepository } from './price-repository.ts';

const price = { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, cacheWriteLong: 6 };

describe('prices', () => {
  test('are kept by model and day; the same day is replaced', async () => {
    const { engine } = await openTestLog();
    const prices = new PriceRepository({ engine });
    await prices.setPrice({ model: 'mine', fromDay: 0, price }, noonMs);
    await prices.setPrice({ model: 'mine', fromDay: 20_000, price }, noonMs);
    await prices.setPrice({ model: 'mine', fromDay: 0, price: { ...price, input: 4 } }, noonMs);

    expect(await prices.ownPrices()).toEqual([
      { model: 'mine', fromDay: 0, price: { ...price, input: 4 } },
      { model: 'mine', fromDay: 20_000, price },
    ]);
  });

  test('go one by one or all of a model', async () => {
    const { engine } = await openTestLog();
    const prices = new PriceRepository({ engine });
    for (const fromDay of [0, 1, 2]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await prices.setPrice({ model: 'mine', fromDay, price }, noonMs);
    }

    expect(await prices.removePrices('mine', 1)).toBe(1);
    expect(await prices.removePrices('other')).toBe(0);
    expect(await prices.removePrices('mine')).toBe(2);
  });
});

const aBudget = { projectId: null, period: 'month', limitUsd: 200, warnShare: 0.8, fromDay: null } as const;

describe('budgets', () => {
  test('are one for each project and period, those of every project first', async () => {
    const { engine, record } = await openTestLog();
    await record(aCall({ projectId: 'shop-1' }));
    const budgets = new BudgetRepository({ engine });
    await budgets.setBudget({ ...aBudget, projectId: 'shop-1', limitUsd: 1 }, noonMs);
    await budgets.setBudget({ ...aBudget, projectId: 'shop-1', limitUsd: 2 }, noonMs);
    await budgets.setBudget({ ...aBudget, period: 'total', fromDay: 20_000 }, noonMs);
    await budgets.setBudget(aBudget, noonMs);
    await budgets.setBudget({ ...aBudget, limitUsd: 300 }, noonMs);

    const stored = await budgets.budgets();

    expect(stored.map(({ projectId, period, limitUsd }) => [projectId, period, limitUsd])).toEqual([
      [null, 'month', 300],
      [null, 'total', 200],
      ['shop-1', 'month', 2],
    ]);
  });

  test('of a project that was never seen are refused', async () => {
    const { engine } = await openTestLog();
    const setting = new BudgetRepository({ engine }).setBudget({ ...aBudget, projectId: 'nobody' }, noonMs);

    await expect(setting).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('nobody') });
  });

  test('are removed by project and period alone', async () => {
    const { engine, record } = await openTestLog();
    await record(aCall({ projectId: 'shop-1' }));
    const budgets = new BudgetRepository({ engine });
    await budgets.setBudget(aBudget, noonMs);
    await budgets.setBudget({ ...aBudget, projectId: 'shop-1' }, noonMs);

    expect(await budgets.removeBudget({ projectId: 'nobody', period: 'month' })).toBe(false);
    expect(await budgets.removeBudget({ projectId: null, period: 'day' })).toBe(false);
    expect(await budgets.removeBudget({ projectId: 'shop-1', period: 'month' })).toBe(true);
    expect(await budgets.budgets()).toHaveLength(1);
  });

  test('go with their project', async () => {
    const { engine, record } = await openTestLog();
    await record(aCall({ projectId: 'shop-1' }));
    const budgets = new BudgetRepository({ engine });
    await budgets.setBudget({ ...aBudget, projectId: 'shop-1' }, noonMs);

    await engine.transaction((transaction) => transaction.run(`DELETE FROM project WHERE external_id = 'shop-1'`));

    expect(await budgets.budgets()).toEqual([]);
  });
});

test('executions of the last 24 hours ask of people what is stated, else what their duration says', async () => {
  const { engine, ingest } = await openTestLog();
  const calls = [
    aCall({ durationSeconds: 299 }),
    aCall({ durationSeconds: 300 }),
    aCall({ durationSeconds: 1801 }),
    aCall({ durationSeconds: 1, humanEffortLevel: 'HIGH' }),
    aCall({ humanEffortLevel: 'MEDIUM' }),
    aCall({ durationSeconds: undefined }),
    aCall({ kind: 'slash_command', skillName: '/typed', durationSeconds: 10 }),
    aCall({ invokedAtMs: noonMs - 24 * hourMs - 1, durationSeconds: 10 }),
  ];
  await ingest.ingest(aBatch({ invocations: calls }));

  expect(await new ExecutionEffortRepository({ engine }).executionEffort(noonMs)).toEqual({
    tier1Records: 6,
    tier2Summaries: 0,
    effort: [
      { level: 'LOW', tasks: 1, timedTasks: 1, durationSeconds: 299 },
      { level: 'MEDIUM', tasks: 2, timedTasks: 1, durationSeconds: 300 },
      { level: 'HIGH', tasks: 2, timedTasks: 2, durationSeconds: 1802 },
    ],
  });
});
