import { showResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { dayWindow, skillBucket, skillCounts, pricedUsage } from '../test/read-models.ts';
import { SkillRanking } from './skill-ranking.ts';
import { SkillReport } from './skill-report.ts';
import type { SkillReportDependencies } from './skill-report.ts';

const outcomes = { invocations: 4, completed: 3, failed: 1 };

function dependenciesFor(skill: ReturnType<typeof skillCounts> | undefined): SkillReportDependencies {
  return {
    ranking: new SkillRanking({
      rollups: {
        skillCounts: async () => (skill === undefined ? [] : [skill]),
        durationQuantiles: async () => [{ p50: 1, p95: 2 }],
      },
    }),
    rollups: { skillBuckets: async (_, { skillName = '' }) => [skillBucket({ skillName })] },
    details: {
      detail: async () => ({
        byPhase: [
          { workflowPhase: 'setup', ...outcomes },
          { workflowPhase: null, ...outcomes },
        ],
        byProject: [{ projectId: 'web-0a1b2c', name: 'web', ...outcomes }],
        errors: [{ errorType: 'timeout', invocations: 1 }],
      }),
    },
    related: { relatedSkills: async () => [{ skillName: 'deploy', kind: 'skill', sharedSessions: 3 }] },
    funnels: {
      funnel: async (_, { skillName = '' }) =>
        skillName === 'review' ? [{ skillName, offered: 9, activated: 4, completed: 3 }] : [],
    },
    usage: {
      costs: async () => [
        pricedUsage({ model: 'claude-opus-4-5', skillName: 'review', inputTokens: 1_000_000 }),
        pricedUsage({ model: 'claude-opus-4-5', skillName: 'other', inputTokens: 9 }),
      ],
    },
  };
}
const question = { skillName: 'review', window: dayWindow, dayWindow };

test('one skill with its phases, projects, errors, funnel and cost', async () => {
  const result = await new SkillReport(dependenciesFor(skillCounts())).show(question);

  expect(result).toMatchObject({
    skillName: 'review',
    invocations: 10,
    byPhase: [{ phase: 'setup', completionRate: 0.75 }],
    byProject: [{ projectId: 'web-0a1b2c', name: 'web', completionRate: 0.75 }],
    errors: [{ errorType: 'timeout', count: 1 }],
    trend: [{ startAt: '2026-02-10T00:00:00.000Z', invocations: 10 }],
    relatedSkills: [{ skillName: 'deploy', sharedSessions: 3 }],
    funnel: { offered: 9, activated: 4, completed: 3 },
    tokens: { input: 1_000_000 },
    costUsd: 5,
  });
  expect(showResultSchema.parse(result)).toEqual(result);
});

test('a slash command is offered and paid for under its name without the slash', async () => {
  const command = skillCounts({ skillName: '/review', kind: 'slash_command' });

  const result = await new SkillReport(dependenciesFor(command)).show({ ...question, skillName: '/review' });

  expect(result).toMatchObject({ skillName: '/review', funnel: { offered: 9 }, costUsd: 5 });
});

test('a skill without tokens of its own has no cost, and one never offered an empty funnel', async () => {
  const tool = skillCounts({ skillName: 'Bash', kind: 'tool' });

  const result = await new SkillReport(dependenciesFor(tool)).show({ ...question, skillName: 'Bash' });

  expect(result).toMatchObject({ tokens: null, costUsd: null, funnel: { offered: 0, activated: 0, completed: 0 } });
});

test('a skill that did not run is named with the window', async () => {
  const report = new SkillReport(dependenciesFor(undefined));

  await expect(report.show(question)).rejects.toThrow('no call of review between 2026-02-07');
});
