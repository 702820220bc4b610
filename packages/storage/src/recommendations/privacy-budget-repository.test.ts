import { expect, test } from 'vitest';
import { noonMs, openTestLog } from '../../test/open-test-log.ts';
import { PrivacyBudgetRepository } from './privacy-budget-repository.ts';

test('counts what is used up and refuses what is not left', async () => {
  const { engine } = await openTestLog();
  const budget = new PrivacyBudgetRepository({ engine, totalEpsilon: 0.3 });

  for (const used of [0.1, 0.2, 0.3]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is tested
    expect((await budget.spend('baselines', 0.1, noonMs)).usedEpsilon).toBeCloseTo(used, 12);
  }

  await expect(budget.spend('baselines', 0.01, noonMs)).rejects.toMatchObject({ code: 'invalid-usage' });
  expect((await budget.budget()).usedEpsilon).toBeCloseTo(0.3, 12);
  expect(await engine.all('SELECT kind, count(*) FROM privacy_release GROUP BY kind')).toEqual([['baselines', 3]]);
});

test('of many at once no more than the budget get some', async () => {
  const { engine } = await openTestLog();
  const budget = new PrivacyBudgetRepository({ engine });

  const results = await Promise.allSettled(Array.from({ length: 9 }, () => budget.spend('baselines', 1, noonMs)));

  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
});
