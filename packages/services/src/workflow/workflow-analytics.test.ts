import type { SkillInvocation } from '@skills/schema';
import { expect, test } from 'vitest';
import { simulatedLog } from '../../test/simulated-log.ts';
import { WorkflowAnalytics } from './workflow-analytics.ts';

const noonMs = Date.UTC(2026, 1, 10, 12);
const window = { sinceMs: noonMs - 1, untilMs: noonMs + 86_400_000, bucket: 'day' } as const;

type Visit = readonly [workflowPhase: string | undefined, skillName: string, fields?: Partial<SkillInvocation>];

/** Calls ten seconds apart. */
function session(sessionId: string, visits: readonly Visit[]): readonly SkillInvocation[] {
  return visits.map(([workflowPhase, skillName, fields], index) => ({
    callId: `${sessionId} ${index}`,
    source: 'test',
    kind: 'skill',
    skillName,
    invokedAtMs: noonMs + index * 10_000,
    completed: true,
    sessionId,
    workflowPhase,
    ...fields,
  }));
}

function analyticsOf(...sessions: readonly (readonly SkillInvocation[])[]): WorkflowAnalytics {
  return new WorkflowAnalytics(simulatedLog(sessions.flat()));
}

test('rates phases and skills in them by fractions of the known outcomes, in the order of the work', async () => {
  const failed = { completed: false, durationSeconds: 4 };
  const analytics = analyticsOf(
    session('s1', [
      ['setup', 'a', { durationSeconds: 2 }],
      ['setup', 'a', failed],
      ['build', 'b', { completed: null }],
      [undefined, 'c'],
    ]),
    session('s2', [
      ['setup', 'b', { durationSeconds: 9 }],
      ['build', 'b', failed],
    ]),
  );

  const { phases, skills, withoutPhase } = await analytics.phases(window);

  expect(withoutPhase).toBe(1);
  expect(phases.map(({ workflowPhase }) => workflowPhase)).toEqual(['setup', 'build']);
  expect(phases[0]).toMatchObject({ invocations: 3, failed: 1, completionRate: 2 / 3, skills: 2, sessions: 2 });
  expect(phases[0]).toMatchObject({ averageDurationSeconds: 5, medianDurationSeconds: 4 });
  // Unknown is not failed: one of one known.
  expect(phases[1]).toMatchObject({ invocations: 2, completed: 0, failed: 1, completionRate: 0 });
  expect(
    skills.map(({ workflowPhase, skillName, completionRate }) => [workflowPhase, skillName, completionRate]),
  ).toEqual([
    ['setup', 'b', 1],
    ['setup', 'a', 0.5],
    ['build', 'b', 0],
  ]);
});

test('names the phases in which calls often fail, what fails there and what it cost', async () => {
  const fails = (count: number, seconds: number): readonly Visit[] =>
    Array.from({ length: count }, () => ['clean', 'rm', { completed: false, durationSeconds: seconds }]);
  const analytics = analyticsOf(
    session('s1', [...fails(3, 5), ['clean', 'rm'], ['clean', 'du', { completed: null }]]),
    session('s2', [
      ['setup', 'a'],
      ['setup', 'a'],
      ['setup', 'b', { completed: false }],
      ['rare', 'x', { completed: false }],
    ]),
  );

  const { bottlenecks } = await analytics.bottlenecks({ window });
  const lenient = await analytics.bottlenecks({ window, minAbandonmentRate: 0, minInvocations: 1 });

  expect(bottlenecks).toHaveLength(2);
  expect(bottlenecks[0]).toMatchObject({
    workflowPhase: 'clean',
    invocations: 5,
    failed: 3,
    abandonmentRate: 0.75,
    bottleneckScore: 0.75,
    severity: 'critical',
    lostSeconds: 15,
    skills: [{ skillName: 'rm', invocations: 4, failed: 3 }],
  });
  expect(bottlenecks[1]).toMatchObject({ workflowPhase: 'setup', abandonmentRate: 1 / 3, severity: 'warning' });
  expect(lenient.bottlenecks.map(({ workflowPhase }) => workflowPhase)).toEqual(['rare', 'clean', 'setup']);
});

test('gives each move between phases once, with the skill that most often begins it and the median gap', async () => {
  // The predecessor gave a pair once per skill, and counted staying in a phase as a move.
  const analytics = analyticsOf(
    session('s1', [
      ['setup', 'a'],
      ['setup', 'b'],
      ['run', 'x'],
      ['setup', 'a'],
      ['run', 'x'],
    ]),
    session('s2', [
      ['setup', 'a'],
      [undefined, 'between'],
      [undefined, 'between'],
      ['run', 'y'],
      ['clean', 'y'],
    ]),
  );

  const { transitions } = await analytics.transitions({ window });

  expect(transitions).toEqual([
    {
      fromPhase: 'setup',
      toPhase: 'run',
      invocationCount: 3,
      probability: 1,
      sessions: 2,
      mostCommonSkill: 'x',
      medianGapSeconds: 10,
      averageGapSeconds: 50 / 3,
    },
    expect.objectContaining({ fromPhase: 'run', toPhase: 'setup', invocationCount: 1, probability: 0.5 }),
    expect.objectContaining({ fromPhase: 'run', toPhase: 'clean', invocationCount: 1, medianGapSeconds: 10 }),
  ]);
  const ofOne = await analytics.transitions({ window, sessionId: 's2' });
  expect(ofOne).toMatchObject({ sessionId: 's2', transitions: [{ invocationCount: 1, mostCommonSkill: 'y' }, {}] });
  await expect(analytics.transitions({ window, sessionId: 's3' })).rejects.toMatchObject({ code: 'not-found' });
});

test('the report names the skill to use in each phase by what is sure, not by one lucky call', async () => {
  const many: readonly Visit[] = Array.from({ length: 40 }, (_, index) => [
    'setup',
    'proven',
    { completed: index > 0 },
  ]);
  const analytics = analyticsOf(
    session('s1', [...many, ['setup', 'lucky'], ['ship', 'broken', { completed: false }]]),
    session('s2', [
      ['ship', 'broken', { completed: false }],
      ['ship', 'broken', { completed: false }],
    ]),
  );

  const report = await analytics.report(window);

  expect(report.recommendations).toMatchObject([{ workflowPhase: 'setup', skillName: 'proven' }]);
  expect(report.bottlenecks).toMatchObject([{ workflowPhase: 'ship', abandonmentRate: 1 }]);
  expect(report.transitions).toMatchObject([{ fromPhase: 'setup', toPhase: 'ship' }]);
  expect(report.phases.map(({ workflowPhase }) => workflowPhase)).toEqual(['setup', 'ship']);
});
