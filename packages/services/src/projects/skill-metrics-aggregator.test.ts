import { expect, test } from 'vitest';
import type { AggregateScope, AggregateSource, ProjectAggregate, SkillAggregate } from './project-ports.ts';
import { SkillMetricsAggregator } from './skill-metrics-aggregator.ts';

function aSkill(skillName: string, fields: Partial<SkillAggregate> = {}): SkillAggregate {
  return {
    skillName,
    kind: 'skill',
    invocations: 100,
    completed: 80,
    failed: 10,
    durationCount: 50,
    durationSecondsSum: 100,
    followUpCount: 0,
    followUpSum: 0,
    followUpSquareSum: 0,
    firstUsedMs: 1000,
    lastUsedMs: 2000,
    ...fields,
  };
}

function aggregatorOf(rows: readonly SkillAggregate[], projects: readonly ProjectAggregate[] = []) {
  const asked: AggregateScope[] = [];
  const source: AggregateSource = {
    refresh: () => Promise.resolve({ projectsCounted: 0, projectsRemoved: 0, daysChanged: 2 }),
    skills(scope, skillName) {
      asked.push(scope);
      return Promise.resolve(rows.filter((row) => skillName === undefined || row.skillName === skillName));
    },
    projectsOf: () => Promise.resolve(projects),
    count: () => Promise.resolve(rows.length),
    projectCount: () => Promise.resolve(3),
    ages: () => Promise.resolve({ collectedAtMs: 4000, computedAtMs: null, daysBehind: 2, projectsBehind: 1 }),
  };
  const periodAt = (): { readonly sinceMs: number; readonly untilMs: number } => ({ sinceMs: 0, untilMs: 86_400_000 });
  return { aggregator: new SkillMetricsAggregator({ source, periodAt, now: () => 5000 }), asked };
}

test('ranks by use, and by a least success rate leaves out what is below or unknown', async () => {
  const { aggregator, asked } = aggregatorOf([
    aSkill('review'),
    aSkill('unknown', { completed: 0, failed: 0 }),
    aSkill('flaky', { completed: 40, failed: 60 }),
    aSkill('deploy', { completed: 9, failed: 1 }),
  ]);

  const names = async (question: Parameters<typeof aggregator.getTopSkills>[0]): Promise<readonly string[]> =>
    (await aggregator.getTopSkills(question)).map(({ skillName }) => skillName);

  expect(await names({ limit: 2 })).toEqual(['review', 'unknown']);
  expect(await names({ minSuccessRate: 0.85, timeWindow: 'weekly', projectId: 'shop' })).toEqual(['review', 'deploy']);
  expect(asked.at(-1)).toEqual({ timeWindow: 'weekly', projectId: 'shop', atMs: 5000 });
});

test('an unknown mean of follow-up actions is unknown, and a skill that never ran is not found', async () => {
  const { aggregator } = aggregatorOf([aSkill('review')]);

  expect(await aggregator.getSkillEffectiveness('review')).toMatchObject({
    found: true,
    successRate: 80 / 90,
    averageDurationSeconds: 2,
    averageFollowUpActions: null,
    followUpLower: null,
    insights: [],
  });
  expect(await aggregator.getSkillEffectiveness('nothing')).toMatchObject({
    found: false,
    totalUses: 0,
    successRate: null,
    firstUsed: null,
  });
});

test('kinds of one name count together, or one of them', async () => {
  const { aggregator } = aggregatorOf([
    aSkill('lint'),
    aSkill('lint', { kind: 'tool', invocations: 7, firstUsedMs: 500 }),
  ]);

  expect(await aggregator.getSkillEffectiveness('lint')).toMatchObject({
    kind: null,
    totalUses: 107,
    firstUsed: '1970-01-01T00:00:00.500Z',
  });
  expect(await aggregator.getSkillEffectiveness('lint', { kind: 'tool' })).toMatchObject({
    kind: 'tool',
    totalUses: 7,
  });
});

function inProject(name: string, strata: ProjectAggregate['strata']): ProjectAggregate {
  const { skillName: _, ...totals } = aSkill('review');
  const completed = strata.reduce((sum, stratum) => sum + stratum.completed, 0);
  const failed = strata.reduce((sum, stratum) => sum + stratum.failed, 0);
  return { ...totals, completed, failed, projectId: name, projectName: name, projectType: 'cli', strata };
}

const easy = { phase: 'setup', model: null };
const hard = { phase: 'execution', model: null };

test('a project with harder work is not called worse, one that does the same work worse is', async () => {
  const { aggregator } = aggregatorOf(
    [],
    [
      inProject('easy', [
        { ...easy, completed: 950, failed: 50 },
        { ...hard, completed: 50, failed: 50 },
      ]),
      inProject('hard', [
        { ...easy, completed: 95, failed: 5 },
        { ...hard, completed: 500, failed: 500 },
      ]),
      inProject('worse', [
        { ...easy, completed: 700, failed: 300 },
        { ...hard, completed: 25, failed: 75 },
      ]),
      inProject('new', [{ ...easy, completed: 1, failed: 3 }]),
    ],
  );

  const { projects, compared } = await aggregator.getCrossProjectComparison('review');
  const of = (name: string) => projects.find(({ projectName }) => projectName === name);

  expect(compared).toBe(3);
  expect(of('worse')).toMatchObject({ isReal: true, qValue: expect.any(Number) });
  expect(of('worse')?.differenceUpper).toBeLessThan(-0.1);
  // Its own rate is 54 %, that of the others 82 %; at equal mix it is no worse.
  expect(of('hard')?.crudeDifference).toBeLessThan(-0.2);
  expect(of('hard')?.adjustedDifference).toBeGreaterThan(0);
  expect(of('new')).toMatchObject({ isReal: false, qValue: null, adjustedDifference: null });
});

test('tells how old everything is', async () => {
  const { aggregator } = aggregatorOf([]);

  expect(await aggregator.freshness()).toEqual({
    collectedAt: '1970-01-01T00:00:04.000Z',
    collectionAgeSeconds: 1,
    computedAt: null,
    aggregateAgeSeconds: null,
    daysBehind: 2,
    projectsBehind: 1,
  });
});
