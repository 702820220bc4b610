import { overviewResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { dayWindow, midnightMs, skillBucket, skillCounts, pricedUsage } from '../test/read-models.ts';
import { Overview } from './overview.ts';
import type { OverviewDependencies } from './overview.ts';
import { SkillRanking } from './skill-ranking.ts';

const counts = [
  skillCounts({ skillName: 'review', invocations: 10, completed: 9, failed: 1 }),
  skillCounts({ skillName: 'deploy', invocations: 6, completed: 1, failed: 5 }),
  skillCounts({ skillName: 'notes', invocations: 2, completed: 0, failed: 0 }),
];
const dependencies: OverviewDependencies = {
  ranking: new SkillRanking({
    rollups: {
      skillCounts: async (_, { limit }) => counts.slice(0, limit),
      durationQuantiles: async (_, skills) => skills.map(() => ({ p50: 1, p95: 2 })),
    },
  }),
  rollups: {
    totals: async () => ({ invocations: 18, completed: 10, failed: 6, sessions: 5, skills: 3, projects: 2 }),
    skillCounts: async () => counts,
    skillBuckets: async () => ['review', 'deploy'].map((skillName) => skillBucket({ skillName, startMs: midnightMs })),
  },
  funnels: {
    offeredNeverUsed: async () => [
      { skillName: 'unused', offered: 7 },
      { skillName: 'forgotten', offered: 5 },
      { skillName: 'beyond the limit', offered: 1 },
    ],
  },
  usage: { costs: async () => [pricedUsage({ model: 'claude-opus-4-5', inputTokens: 1_000_000 })] },
};
const question = { window: dayWindow, dayWindow, limit: 2, simulated: false };

test('one page says what is used, what fails, what is never used and what it cost', async () => {
  const result = await new Overview(dependencies).overview(question);

  expect(result.totals).toEqual({
    invocations: 18,
    completed: 10,
    failed: 6,
    completionRate: 0.625,
    sessions: 5,
    skills: 3,
    projects: 2,
  });
  expect(result.topSkills.map(({ skillName, activity }) => [skillName, activity])).toEqual([
    ['review', [0, 0, 0, 10]],
    ['deploy', [0, 0, 0, 10]],
  ]);
  expect(result.trend).toMatchObject([{ startAt: new Date(midnightMs).toISOString(), invocations: 20 }]);
  expect(result.failsMost.map(({ skillName, failed, known }) => [skillName, failed, known])).toEqual([
    ['deploy', 5, 6],
    ['review', 1, 10],
  ]);
  // scipy.stats.binomtest(5, 6).proportion_ci(method="wilson")
  expect(result.failsMost[0]?.failureRateLower).toBeCloseTo(0.436497, 5);
  expect(result.offeredNeverUsed).toEqual([
    { skillName: 'unused', offered: 7 },
    { skillName: 'forgotten', offered: 5 },
  ]);
  expect(result.costs).toMatchObject({ costUsd: 5, unpricedTokens: 0 });
  expect(overviewResultSchema.parse(result)).toEqual(result);
});

test('a simulated world is labelled', async () => {
  const result = await new Overview(dependencies).overview({ ...question, simulated: true });

  expect(result.simulated).toBe(true);
});
