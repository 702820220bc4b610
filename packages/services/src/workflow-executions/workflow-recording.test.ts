import { expect, test } from 'vitest';
import { WorkflowRecording, type WorkflowStore } from './workflow-recording.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);

function recording(): WorkflowRecording {
  type Stored = Parameters<WorkflowStore['add']>[0];
  const stored = new Map<string, Stored>();
  const store: WorkflowStore = {
    execution: async (id) => stored.get(id),
    async add(execution) {
      if (stored.has(execution.workflowId)) return false;
      stored.set(execution.workflowId, execution);
      return true;
    },
    async end(id, { status, completedAt, totalDurationMs = null, skillsUsed }) {
      const known = stored.get(id);
      if (known?.status !== 'running') return false;
      stored.set(id, { ...known, status, completedAt, totalDurationMs, skillsUsed: skillsUsed ?? known.skillsUsed });
      return true;
    },
  };
  return new WorkflowRecording({ store, now: () => nowMs });
}

const start = { workflowId: 'w1', workflowName: 'release', skillsUsed: ['lint'] };

test('a run begins once and ends once, however often that is said', async () => {
  const runs = recording();
  const end = { workflowId: 'w1', status: 'completed', skillsUsed: ['lint', 'test'] } as const;

  const results = [
    await runs.start(start),
    await runs.start(start),
    await runs.complete(end),
    await runs.complete(end),
    await runs.start(start),
  ];

  expect(results.map(({ changed, execution }) => [changed, execution.status])).toEqual([
    [true, 'running'],
    [false, 'running'],
    [true, 'completed'],
    [false, 'completed'],
    [false, 'completed'],
  ]);
  expect(results.at(-1)?.execution.skillsUsed).toEqual(['lint', 'test']);
});

test('an end that contradicts the first, or comes before the start, is refused with its names', async () => {
  const runs = recording();
  await runs.start(start);

  await expect(runs.complete({ workflowId: 'w1', status: 'failed', atMs: nowMs - 1 })).rejects.toThrow(
    /w1 began 2026-02-10T12:00:00.000Z/,
  );
  await runs.complete({ workflowId: 'w1', status: 'failed' });
  await expect(runs.complete({ workflowId: 'w1', status: 'completed' })).rejects.toMatchObject({
    code: 'invalid-input',
    message: 'workflow w1 is failed already, not completed',
  });
  await expect(runs.complete({ workflowId: 'unheard', status: 'failed' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(runs.start({ ...start, workflowName: 'other' })).rejects.toThrow(/a run of release, not of other/);
});

test('finishing records an unknown run at once and ends one that a crash left running', async () => {
  const runs = recording();
  await runs.start({ ...start, atMs: nowMs - 90_000 });

  const closed = await runs.finish(start, { workflowId: 'w1', status: 'cancelled' });
  const atOnce = await runs.finish(
    { ...start, workflowId: 'w2' },
    { workflowId: 'w2', status: 'completed', durationSeconds: 30 },
  );

  expect(closed).toMatchObject({ changed: true, execution: { status: 'cancelled', skillsUsed: ['lint'] } });
  expect(atOnce.execution).toMatchObject({
    startedAt: '2026-02-10T11:59:30.000Z',
    completedAt: '2026-02-10T12:00:00.000Z',
    durationSeconds: 30,
  });
});
