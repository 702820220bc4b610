import type { SkillInvocation } from '@skills/schema';
import { experimentAnalysisResultSchema, experimentStatusResultSchema } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { aConfig as config, dayMs, noonMs, openExperiments, users } from './open-experiments.ts';

// Each of these would have found a defect of the predecessor's framework.

type Calls = {
  readonly count: number;
  /** Days from noon. */
  readonly fromDay: number;
  readonly untilDay: number;
  /** Of completion, on average; users differ. */
  readonly rate: number;
  readonly skillVersion?: string;
};

/** Calls of `review` by 40 users in turn. */
function calls({ count, fromDay, untilDay, rate, skillVersion }: Calls): readonly SkillInvocation[] {
  return Array.from({ length: count }, (_, index) => ({
    callId: `${fromDay} ${skillVersion ?? ''} ${index}`,
    source: 'test',
    kind: 'skill',
    skillName: 'review',
    sessionId: `session ${index % 40}`,
    userId: `user${index % 40}`,
    invokedAtMs: Math.round(noonMs + dayMs * (fromDay + ((untilDay - fromDay) * index) / count)),
    completed: ((index * 37) % 100) / 100 < rate + ((index % 40) - 20) / 100,
    ...(skillVersion === undefined ? {} : { skillVersion }),
  }));
}

describe('analysis', () => {
  test('every metric of the configuration is tested, and what nobody rated is unknown, not 0', async () => {
    const { framework } = await openExperiments();
    const testId = await framework.createTest({
      ...config,
      metrics: ['completion_rate', 'duration_seconds', 'user_rating', 'invocation_count'],
    });
    const { assignments } = await framework.assignUsers(testId, users(80));
    await framework.recordOutcomes(
      testId,
      assignments.flatMap(({ userId, group }, index) =>
        Array.from({ length: 5 + (index % 3) }, (_, run) => ({
          userId,
          skillName: 'review',
          completed: (index + run) % 5 > (group === 'treatment' ? 0 : 2),
          durationSeconds: 1 + ((index * 7 + run) % 9),
        })),
      ),
    );

    const result = experimentAnalysisResultSchema.parse(await framework.analyzeResults(testId));

    expect(result.metrics.map(({ metric, outcome: of }) => [metric, of])).toEqual([
      ['completion_rate', 'estimated'],
      ['duration_seconds', 'estimated'],
      ['user_rating', 'no_outcomes'],
      ['invocation_count', 'estimated'],
    ]);
    expect(result.control.avgUserRating).toBeNull();
    expect(result).toMatchObject({ winner: 'treatment', observational: false, outcome: 'estimated' });
    expect(result.recommendation).toMatch(/^Ship treatment strategy short: completion rate .* against .*p<0\.0001/);
    expect(result.statisticalSignificance).toBeLessThan(0.0001);
  });

  test('a sample is of users: two busy ones are not enough', async () => {
    const { framework } = await openExperiments();
    const testId = await framework.createTest(config);
    const { assignments } = await framework.assignUsers(testId, users(4));
    await framework.recordOutcomes(
      testId,
      assignments.flatMap(({ userId, group }) =>
        Array.from({ length: 500 }, (_, run) => ({
          userId,
          skillName: 'review',
          completed: group === 'treatment' || run % 2 === 0,
        })),
      ),
    );

    const { winner, recommendation } = await framework.analyzeResults(testId);

    expect(winner).toBe('inconclusive');
    expect(recommendation).toMatch(/^Insufficient data \(need 20 users per group/);
  });

  test('users who were given the other treatment are named and left out', async () => {
    const { framework } = await openExperiments();
    const testId = await framework.createTest(config);
    const { assignments } = await framework.assignUsers(testId, users(60));
    await framework.recordOutcomes(
      testId,
      assignments.map(({ userId, group }, index) => {
        const otherGroup = group === 'control' ? 'treatment' : 'control';
        const seenGroup = index < 5 ? otherGroup : undefined;
        return { userId, skillName: 'review', completed: index % 3 > 0, seenGroup };
      }),
    );

    const { usersInBothArms, control, treatment, warnings } = await framework.analyzeResults(testId);

    expect(usersInBothArms).toBe(5);
    expect(control.sampleSize + treatment.sampleSize).toBe(55);
    expect(warnings).toContain('5 users were seen in both arms and are left out');
  });

  test('before it has users, a status says how many the planned effect takes by the log', async () => {
    const { framework, log } = await openExperiments();
    await log(calls({ count: 400, fromDay: -20, untilDay: -10, rate: 0.7 }));
    const testId = await framework.createTest({ ...config, skillName: 'review', minimumEffect: 0.1 });

    const { power } = experimentStatusResultSchema.parse(await framework.getTestStatus(testId));

    expect(power).toMatchObject({ minimumEffect: 0.1, minimumDetectableEffect: null });
    expect(power.usersNeeded).toBeGreaterThan(20);
  });
});

describe('outcomes of the log', () => {
  test('an experiment on a skill counts the calls of its users between its dates, and their past takes out noise', async () => {
    const { framework, log, travel } = await openExperiments();
    travel(-8);
    const testId = await framework.createTest({ ...config, skillName: 'review', prePeriodDays: 20 });
    await framework.assignUsers(testId, users(40));
    travel(0);
    await log(calls({ count: 800, fromDay: -20, untilDay: -9, rate: 0.7 }));
    await log(calls({ count: 600, fromDay: -7, untilDay: -1, rate: 0.7 }));

    const { control, treatment, metrics } = await framework.analyzeResults(testId);

    expect(control.outcomes + treatment.outcomes).toBe(600);
    expect(metrics[0]?.decidedBy).toBe('cuped');
    await expect(framework.recordOutcome(testId, 'user1', { completed: true })).rejects.toThrow(
      /from the log of events/,
    );
  });

  test('two versions that nobody assigned are compared as an observation, in the result and in words', async () => {
    const { framework, log } = await openExperiments();
    await log([
      ...calls({ count: 800, fromDay: -8, untilDay: -5, rate: 0.6, skillVersion: 'aaa' }),
      ...calls({ count: 800, fromDay: -4, untilDay: -1, rate: 0.85, skillVersion: 'bbb' }),
    ]);
    await framework.createTest({
      ...config,
      design: 'versions',
      skillName: 'review',
      controlVersion: 'aaa',
      treatmentVersion: 'bbb',
    });

    const result = await framework.analyzeResults('shorter-prompt');

    expect(result).toMatchObject({ observational: true, design: 'versions', usersInBothArms: 40, winner: 'treatment' });
    expect(result.recommendation).toContain('observational');
    expect(result.recommendation).not.toContain('Ship');
    expect(result.warnings[0]).toMatch(/^observational/);
    await expect(framework.assignUserToGroup('shorter-prompt', 'ada')).rejects.toThrow(/observational/);
  });

  test('a before and after is an observation, too', async () => {
    const { framework, log } = await openExperiments();
    await log([
      ...calls({ count: 400, fromDay: -8, untilDay: -5, rate: 0.7 }),
      ...calls({ count: 400, fromDay: -4, untilDay: -1, rate: 0.7 }),
    ]);
    await framework.createTest({
      ...config,
      design: 'before_after',
      skillName: 'review',
      changeAt: '2026-02-06T00:00:00Z',
    });

    const result = await framework.analyzeResults('shorter-prompt');

    expect(result).toMatchObject({ observational: true, winner: 'inconclusive' });
    expect(result.control.outcomes + result.treatment.outcomes).toBe(800);
    expect(result.recommendation).toContain('observational');
  });

  test('a user who ran the other version is left out of a randomised experiment on versions', async () => {
    const { framework, log, travel } = await openExperiments();
    travel(-8);
    const testId = await framework.createTest({
      ...config,
      skillName: 'review',
      controlVersion: 'aaa',
      treatmentVersion: 'bbb',
    });
    const { assignments } = await framework.assignUsers(testId, users(40));
    travel(0);
    await log(calls({ count: 80, fromDay: -7, untilDay: -1, rate: 0.7, skillVersion: 'bbb' }));

    const { usersInBothArms, control } = await framework.analyzeResults(testId);

    expect(usersInBothArms).toBe(assignments.filter(({ group }) => group === 'control').length);
    expect(control.sampleSize).toBe(0);
  });
});
