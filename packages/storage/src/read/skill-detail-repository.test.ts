import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { SkillDetailRepository } from './skill-detail-repository.ts';
import { dayMs, snapWindow } from './snap-window.ts';

const day = snapWindow({ sinceMs: noonMs, untilMs: noonMs, bucket: 'day' });

test('breaks the calls of a skill down by phase, project, trigger, error, model and agent', async () => {
  const { engine, ingest, record } = await openTestLog();
  await ingest.ingest(aBatch({ projects: [{ projectId: 'web-1', name: 'web', path: '/somewhere/web' }] }));
  await record(
    aCall({ workflowPhase: 'setup', projectId: 'web-1', trigger: 'user', model: 'opus', durationSeconds: 2 }),
    aCall({ workflowPhase: 'setup', completed: false, errorType: 'timeout', model: 'opus', agentId: 'a1' }),
    aCall({ completed: null, errorType: 'timeout', inputTokens: 5, costUsd: 0.5 }),
    aCall({ skillName: 'other', errorType: 'crash' }),
    aCall({ invokedAtMs: noonMs - dayMs, errorType: 'crash' }),
  );

  const detail = await new SkillDetailRepository({ engine }).detail(day, { skillName: 'review' });

  expect(detail.byPhase).toEqual([
    { workflowPhase: 'setup', invocations: 2, completed: 1, failed: 1, durationCount: 1, durationSecondsSum: 2 },
    { workflowPhase: null, invocations: 1, completed: 0, failed: 0, durationCount: 0, durationSecondsSum: 0 },
  ]);
  expect(detail.byProject).toMatchObject([
    { projectId: null, name: null, invocations: 2 },
    { projectId: 'web-1', name: 'web', invocations: 1, completed: 1 },
  ]);
  expect(detail.byTrigger).toMatchObject([
    { trigger: null, invocations: 2 },
    { trigger: 'user', invocations: 1 },
  ]);
  expect(detail.errors).toEqual([{ errorType: 'timeout', invocations: 2 }]);
  expect(detail.models).toEqual([{ model: 'opus', invocations: 2 }]);
  expect(detail.agents).toEqual([{ agentId: 'a1', invocations: 1 }]);
  expect(detail.tokens).toEqual({ input: 5, output: 0, cacheRead: 0, cacheCreation: 0, costUsd: 0.5 });
});

test('narrows to one kind of a name, and has nothing for a skill that did not run', async () => {
  const { engine, record } = await openTestLog();
  const repository = new SkillDetailRepository({ engine });
  await record(aCall(), aCall({ kind: 'subagent', errorType: 'crash' }));

  expect((await repository.detail(day, { skillName: 'review', kind: 'skill' })).errors).toEqual([]);
  expect((await repository.detail(day, { skillName: 'nope' })).byPhase).toEqual([]);
});
