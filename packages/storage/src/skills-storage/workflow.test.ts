import type { SkillInvocation } from '@skills/schema';
import { expect, test } from 'vitest';
import { aCall, noonMs } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';

/** Calls ten seconds apart. */
function visit(
  sessionId: string,
  phases: readonly (readonly [string | undefined, string])[],
): readonly SkillInvocation[] {
  return phases.map(([workflowPhase, skillName], index) =>
    aCall({ sessionId, workflowPhase, skillName, invokedAtMs: noonMs + index * 10_000 }),
  );
}

test('rates skills per phase by fractions of the known outcomes, the most reliable first', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    aCall({ skillName: 'a', workflowPhase: 'setup', durationSeconds: 2 }),
    aCall({ skillName: 'a', workflowPhase: 'setup', completed: false, durationSeconds: 4 }),
    aCall({ skillName: 'b', workflowPhase: 'setup' }),
    aCall({ skillName: 'b', workflowPhase: 'cleanup', completed: null }),
    aCall({ skillName: 'b' }),
  );

  const effectiveness = await storage.getWorkflowSkillEffectiveness();

  expect(effectiveness).toEqual([
    {
      skillName: 'b',
      workflowPhase: 'setup',
      totalInvocations: 1,
      completedCount: 1,
      abandonedCount: 0,
      completionRate: 1,
      avgDurationSeconds: null,
    },
    expect.objectContaining({ skillName: 'a', abandonedCount: 1, completionRate: 0.5, avgDurationSeconds: 3 }),
    expect.objectContaining({ workflowPhase: 'cleanup', totalInvocations: 1, completionRate: null }),
  ]);
  expect(await storage.getWorkflowSkillEffectiveness({ workflowPhase: 'cleanup' })).toHaveLength(1);
  expect(await storage.getWorkflowSkillEffectiveness({ minInvocations: 2 })).toMatchObject([{ skillName: 'a' }]);
});

test('names the phases in which calls often fail, without those too seldom seen', async () => {
  const { storage, record } = await openTestStorage();
  const outcomes = { setup: [true, true, false], cleanup: [false, false, true, null], seldom: [false, false] };
  await record(
    ...Object.entries(outcomes).flatMap(([workflowPhase, results]) =>
      results.map((completed) => aCall({ workflowPhase, completed })),
    ),
  );

  expect(await storage.identifyWorkflowBottlenecks()).toEqual([
    {
      workflowPhase: 'cleanup',
      totalInvocations: 4,
      abandonedCount: 2,
      abandonmentRate: 2 / 3,
      bottleneckScore: 2 / 3,
      avgDurationSeconds: null,
    },
    expect.objectContaining({ workflowPhase: 'setup', abandonmentRate: 1 / 3 }),
  ]);
  expect(await storage.identifyWorkflowBottlenecks({ minAbandonmentRate: 0.5 })).toHaveLength(1);
  await expect(storage.identifyWorkflowBottlenecks({ minAbandonmentRate: 30 })).rejects.toThrow(RangeError);
});

test('gives each move from phase to phase once, with the skill that most often begins it', async () => {
  const { storage, record } = await openTestStorage();
  await record(
    ...visit('s1', [
      ['setup', 'a'],
      ['setup', 'b'],
      ['run', 'x'],
      ['setup', 'a'],
      ['run', 'x'],
    ]),
    ...visit('s2', [
      ['setup', 'a'],
      [undefined, 'between'],
      ['run', 'y'],
    ]),
  );

  const transitions = await storage.getWorkflowPhaseTransitions();

  expect(transitions).toEqual([
    {
      fromPhase: 'setup',
      toPhase: 'run',
      invocationCount: 3,
      mostCommonSkill: 'x',
      avgTransitionDurationSeconds: 40 / 3,
    },
    { fromPhase: 'run', toPhase: 'setup', invocationCount: 1, mostCommonSkill: 'a', avgTransitionDurationSeconds: 10 },
  ]);
  expect(await storage.getWorkflowPhaseTransitions({ sessionId: 's2' })).toMatchObject([
    { invocationCount: 1, mostCommonSkill: 'y', avgTransitionDurationSeconds: 20 },
  ]);
});
