import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { type WorkflowExecution, WorkflowExecutionRepository } from './workflow-execution-repository.ts';

const hostile = "\u001b]0;owned\u0007'; DROP TABLE workflow_executions; --";

function anExecution(fields: Partial<WorkflowExecution> = {}): WorkflowExecution {
  return {
    workflowId: 'w1',
    workflowName: 'release',
    projectId: 'web-abc123',
    sessionId: null,
    startedAt: '2026-02-10T12:00:00.000Z',
    completedAt: null,
    status: 'running',
    skillsUsed: ['lint'],
    totalDurationMs: null,
    metadata: null,
    ...fields,
  };
}

async function open() {
  const log = await openTestLog();
  return { ...log, executions: new WorkflowExecutionRepository({ engine: log.engine }) };
}

test('a run is added once by its id, and ended once', async () => {
  const { executions } = await open();
  const end = { status: 'completed', completedAt: '2026-02-10T12:00:09.500Z' } as const;

  const added = [await executions.add(anExecution()), await executions.add(anExecution({ workflowName: 'other' }))];
  const ended = [await executions.end('w1', end), await executions.end('w1', { ...end, status: 'failed' })];

  expect([added, ended]).toEqual([
    [true, false],
    [true, false],
  ]);
  expect(await executions.execution('w1')).toEqual(
    anExecution({ status: 'completed', completedAt: end.completedAt, totalDurationMs: 9_500 }),
  );
});

test('what a crash left running is there, and can be ended later with what it ran', async () => {
  const { executions } = await open();
  await executions.add(anExecution());
  const window = { since: '2026-02-10T00:00:00.000Z', until: '2026-02-11T00:00:00.000Z' };

  const left = await executions.executions(window);
  await executions.end('w1', {
    status: 'cancelled',
    completedAt: '2026-02-12T00:00:00.000Z',
    totalDurationMs: 12,
    skillsUsed: ['lint', 'test', 'lint'],
  });

  expect(left.map(({ status }) => status)).toEqual(['running']);
  expect(await executions.execution('w1')).toMatchObject({
    status: 'cancelled',
    totalDurationMs: 12,
    skillsUsed: ['lint', 'test'],
  });
  expect(await executions.executions({ ...window, since: '2026-02-10T12:00:00.001Z' })).toEqual([]);
});

test('texts from outside are stored as text', async () => {
  const { executions, engine } = await open();
  await executions.add(
    anExecution({ workflowId: hostile, workflowName: hostile, skillsUsed: [hostile, 'nul\0 \ud800'] }),
  );

  expect(await executions.execution(hostile)).toMatchObject({
    workflowName: hostile,
    skillsUsed: [hostile, 'nul \ufffd'],
  });
  expect(await engine.all('SELECT count(*) FROM workflow_executions')).toEqual([[1]]);
});

test('a status that is none never enters the table', async () => {
  const { engine } = await open();
  const write = engine.transaction(async (transaction) =>
    transaction.run(`INSERT INTO workflow_executions (workflow_id, workflow_name, started_at, status)
      VALUES ('a', 'b', '2026-02-10T12:00:00.000Z', 'done')`),
  );

  await expect(write).rejects.toThrow(/CHECK constraint failed/);
});

test('the correlation counts recorded runs and runs of the log, and no unknown outcome as a failure', async () => {
  const { executions, engine, record } = await open();
  const call = { workflowPath: 'release', durationSeconds: 2 };
  await record(
    // One session recorded the run itself: its calls are not another one.
    aCall({ ...call, skillName: 'lint', sessionId: 'told' }),
    aCall({ ...call, skillName: 'lint', sessionId: 's2', completed: false }),
    aCall({ ...call, skillName: 'lint', sessionId: 's2', invokedAtMs: noonMs + 5_000 }),
    aCall({ ...call, skillName: 'test', sessionId: 's2', invokedAtMs: noonMs + 9_000, completed: false }),
    aCall({ ...call, skillName: 'lint', sessionId: 's3', completed: null }),
    aCall({ ...call, skillName: 'Bash', kind: 'tool', sessionId: 's4' }),
    aCall({ skillName: 'lint', sessionId: 's5' }),
  );
  await executions.add(
    anExecution({
      sessionId: 'told',
      status: 'completed',
      completedAt: '2026-02-10T12:01:00.000Z',
      totalDurationMs: 60_000,
    }),
  );

  expect(await engine.all('SELECT * FROM workflow_skill_correlation ORDER BY skill_name')).toEqual([
    ['release', 'lint', 3, 0.5, (60_000 + 11_000 + 2_000) / 3, 2],
    ['release', 'test', 1, 0, 11_000, 1],
  ]);
});
