import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  budgetRemovedResultSchema,
  budgetSetResultSchema,
  budgetsResultSchema,
  costsResultSchema,
  priceRemovedResultSchema,
  priceSetResultSchema,
  pricesResultSchema,
} from '@skills/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';
import type { SkillsRun } from './run-skills.ts';

const home = mkdtempSync(join(tmpdir(), 'skills-budget-'));
const db = ['--db', `file:${join(home, 'log.db')}`];
const now = '2026-02-10T12:00:00Z';
afterAll(() => rmSync(home, { recursive: true, force: true }));

function skills(...words: readonly string[]): Promise<SkillsRun> {
  return runInProcess([...words, ...db], { home });
}

async function json(...words: readonly string[]): Promise<unknown> {
  const run = await skills(...words, '--json');
  expect(run).toMatchObject({ code: 0, error: '' });
  return JSON.parse(run.out);
}

/** A million input tokens of a model of no list on each of 20 days up to today, of a hostile project. */
const events = Array.from({ length: 20 }, (_, day) => ({
  source: 'test',
  kind: 'skill',
  skillName: 'review\u001b[31m',
  invokedAt: new Date(Date.parse(now) - day * 86_400_000).toISOString(),
  completed: day % 2 === 0,
  sessionId: `s${day}`,
  projectId: 'shop\u001b[2J',
  model: 'house-model',
  inputTokens: 1_000_000,
}));

beforeAll(async () => {
  const input = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  await runInProcess(['record', '-', ...db], { home, input });
});

describe('one after the other', () => {
  test('tokens without a price are no cost, and stand beside the budget', async () => {
    budgetSetResultSchema.parse(await json('budget', 'set', '30'));

    const [budgets, page] = [budgetsResultSchema.parse(await json('budget')), await skills('budget')];

    expect(budgets.budgets).toMatchObject([
      { spentUsd: 0, unpricedTokens: 10_000_000, unpricedModels: ['house-model'], state: 'ok' },
    ]);
    expect(page.out).toContain('as far as prices are known');
    expect(page.out).toContain('Not counted: 10 M tokens of house-model');
    expect(costsResultSchema.parse(await json('costs'))).toMatchObject({ costUsd: 0, unpricedTokens: 20_000_000 });
  });

  test('a price of the day is what a message costs', async () => {
    await json('prices', 'set', 'house-model', '--input', '2', '--output', '9');
    const set = await json('prices', 'set', 'house-model', '--input', '4', '--output', '9', '--from', '2026-02-06');

    const costs = costsResultSchema.parse(await json('costs'));

    expect(priceSetResultSchema.parse(set).price).toMatchObject({ from: '2026-02-06', inputUsd: 4 });
    // 15 days at $2, and 6 to 10 February at $4.
    expect(costs).toMatchObject({ costUsd: 50, unpricedTokens: 0, outcomes: { calls: 20, completed: 10, failed: 10 } });
    expect(costs.bySkill[0]?.outcomes?.costPerSuccess?.usd).toBeCloseTo(5, 12);
  });

  test('the month is spent at these prices, and runs out before its end', async () => {
    const { state, budgets } = budgetsResultSchema.parse(await json('budget'));

    // 1 to 5 February at $2, 6 to 10 at $4.
    expect(budgets[0]).toMatchObject({ spentUsd: 30, leftUsd: 0, unpricedTokens: 0, state: 'warn' });
    expect(budgets[0]?.forecast).toMatchObject({ kind: 'forecast', historyDays: 19, probabilityWithin: 0 });
    expect(state).toBe('warn');
  });

  test('prices are listed by any name, and taken back', async () => {
    const list = pricesResultSchema.parse(await json('prices', '--model', 'vendor/House-Model-20260101'));
    expect(list.prices.map(({ from, inputUsd }) => [from, inputUsd])).toEqual([
      [null, 2],
      ['2026-02-06', 4],
    ]);

    const removed = priceRemovedResultSchema.parse(
      await json('prices', 'remove', 'house-model', '--from', '2026-02-06'),
    );

    expect(removed).toEqual({ model: 'house-model', removed: 1 });
    expect(costsResultSchema.parse(await json('costs'))).toMatchObject({ costUsd: 40 });
  });

  test('a budget of one project and day stands beside the others, its name made safe, until it is removed', async () => {
    const project = events[0]?.projectId ?? '';
    await json('budget', 'set', '1', '--per', 'day', '--project', project);

    const page = await skills('budget');

    expect(page.out).not.toContain('\u001b');
    expect(page.out).toMatch(/shop.*, this day {2}over budget/);
    const removed = await json('budget', 'remove', '--per', 'day', '--project', project);
    expect(budgetRemovedResultSchema.parse(removed)).toEqual({ projectId: project, period: 'day' });
    expect(budgetsResultSchema.parse(await json('budget')).budgets).toHaveLength(1);
  });
});

test('without a budget the page says how to set one', async () => {
  const run = await runInProcess(['budget', '--db', `file:${join(home, 'none.db')}`], { home });

  expect(run.code).toBe(0);
  expect(run.out).toContain('skills budget set 200');
});

describe('bad values end with 2 and are named', () => {
  test.for([
    [['budget', 'set', '-'], '<usd> -'],
    [['budget', 'set', '1e9'], '<usd> 1e9'],
    [['budget', 'set', '0'], '<usd> 0'],
    [['budget', 'set', '5', '--per', 'week'], '--per week'],
    [['budget', 'set', '5', '--warn', '2'], '--warn 2'],
    [['budget', 'set', '5', '--per', 'total', '--from', '2026-02-30'], '--from 2026-02-30'],
    [['budget', 'set', '5', '--from', '2026-02-01'], 'per month has no first day'],
    [['budget', 'set', '5', '--project', 'nobody'], 'nobody'],
    [['budget', 'remove', '--per', 'total'], 'no budget per total'],
    [['prices', 'set', 'm', '--input', '-1', '--output', '1'], '--input -1'],
    [['prices', 'set', 'm', '--input', '1'], '--output is missing'],
    [['prices', 'set', 'm', '--input', '1', '--output', '1', '--from', 'May'], '--from May'],
    [['prices', 'set', '', '--input', '1', '--output', '1'], 'name of a model: ""'],
    [['prices', 'remove', 'nothing'], 'no own price of nothing'],
  ] as const)('%j', async ([words, named]) => {
    const run = await skills(...words);

    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toContain(named);
  });
});
