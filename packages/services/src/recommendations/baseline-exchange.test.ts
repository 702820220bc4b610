import { randomBits } from '@skills/analytics';
import type { BaselineFile } from '@skills/schema';
import { expect, test } from 'vitest';
import { InMemoryInteractions } from '../../test/in-memory-interactions.ts';
import { BaselineExchange } from './baseline-exchange.ts';

const team = `t_${'a'.repeat(22)}`;
const row = {
  skillName: 'review',
  totalUsers: 25,
  totalInvocations: 100,
  globalCompletionRate: 0.9,
  globalAverageDurationSeconds: 2,
  mostCommonWorkflowPhase: 'verify',
  effectivenessPercentile: 0,
};

function open(): { exchange: BaselineExchange; files: BaselineFile[]; asked: number[]; spent: number[] } {
  const files: BaselineFile[] = [];
  const asked: number[] = [];
  const spent: number[] = [];
  const log = new InMemoryInteractions();
  for (let user = 0; user < 400; user += 1) log.calls.push({ user: `user ${user}`, skill: 'review' });
  const exchange = new BaselineExchange({
    baselines: {
      stored: (minUsers) => {
        asked.push(minUsers);
        return Promise.resolve([]);
      },
      update: (_, { minUsers }) => Promise.resolve(asked.push(minUsers)),
      measuredForOthers: ({ minUsers }) => {
        asked.push(minUsers);
        return Promise.resolve([row]);
      },
    },
    imported: { all: () => Promise.resolve([]), replace: (file) => Promise.resolve(files.push(file) - 1) },
    budget: {
      spend: (_, epsilon) => Promise.resolve({ totalEpsilon: 4, usedEpsilon: spent.push(epsilon) }),
    },
    source: log,
    team: () => team,
    randomBits: randomBits(1),
    now: () => Date.parse('2026-02-10T12:34:56.789Z'),
  });
  return { exchange, files, asked, spent };
}

test('gives groups of twenty, and never of fewer than eleven', async () => {
  const { exchange, asked, spent } = open();

  const { file, budget } = await exchange.release({});

  expect(file).toEqual({
    format: 'skills-baselines',
    version: 1,
    team,
    releasedAt: '2026-02-10T00:00:00.000Z',
    minUsers: 20,
    noise: { mechanism: 'rounding', countsTo: 5 },
    baselines: [row],
  });
  expect([budget, asked, spent]).toEqual([null, [20], []]);
  await expect(exchange.release({ minUsers: 10 })).rejects.toThrow('minUsers requires an integer >= 11, got 10');
  await expect(exchange.baselines({ update: false, minUsers: 4 })).rejects.toThrow('minUsers');
});

test('noise takes from the budget first, and what it is stands in the file', async () => {
  const { exchange, spent } = open();

  const { file, budget } = await exchange.release({ epsilon: 1 });

  expect(spent).toEqual([1]);
  expect(budget).toEqual({ epsilon: 1, usedEpsilon: 1, totalEpsilon: 4 });
  expect(file.noise).toEqual({ mechanism: 'laplace', epsilon: 1, skillsPerUser: 10, callsPerSkill: 20 });
  expect(file.baselines).toMatchObject([{ skillName: 'review', globalAverageDurationSeconds: null }]);
  await expect(exchange.release({ epsilon: 1.1 })).rejects.toThrow('epsilon');
  await expect(exchange.release({ epsilon: 0 })).rejects.toThrow('epsilon');
});

test('takes what another team has given, and nothing else', async () => {
  const { exchange, files } = open();
  const { file: own } = await exchange.release({});
  const file = { ...own, team: `t_${'b'.repeat(22)}` };

  expect(await exchange.take(file)).toMatchObject({ team: file.team, imported: 1, replaced: 0 });

  for (const wrong of [
    null,
    own,
    { ...file, team: 'ada@example.com' },
    { ...file, minUsers: 10 },
    { ...file, baselines: [{ ...row, totalUsers: 17 }] },
    { ...file, baselines: [{ ...row, globalCompletionRate: 1.5 }] },
    { ...file, baselines: [{ ...row, skillName: '' }] },
  ]) {
    // oxlint-disable-next-line no-await-in-loop
    await expect(exchange.take(wrong)).rejects.toMatchObject({ code: 'invalid-input' });
  }
  expect(files).toHaveLength(1);
});
