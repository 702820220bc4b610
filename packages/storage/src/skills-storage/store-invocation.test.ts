import { expect, test } from 'vitest';
import { noonMs, testPseudonym } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';
import { Migrator } from '../migrations/migrator.ts';
import { SkillsStorage } from './skills-storage.ts';

const invokedAt = '2026-02-10T12:00:00.123Z';

test('gives back what was stored', async () => {
  const { storage } = await openTestStorage();
  const call = {
    skillName: 'pytest-run',
    invokedAt,
    sessionId: 's1',
    workflowPath: 'comprehensive',
    completed: true,
    durationSeconds: 45.2,
    userQuery: 'fix failing tests',
    alternativesConsidered: ['ruff-check'],
    selectionRank: 1,
    followUpActions: ['git commit'],
    errorType: 'timeout',
    embedding: new Float32Array(384).fill(0.5),
    workflowPhase: 'verification',
    workflowStepId: 'step-1',
  };

  const id = await storage.storeInvocation(call);

  expect(await storage.getInvocation(id)).toEqual({ ...call, id, kind: 'skill' });
});

test('takes what is left out for unknown, the outcome included, and empty lists for empty', async () => {
  const { storage } = await openTestStorage();

  const id = await storage.storeInvocation({ skillName: 'lint', invokedAt, sessionId: 's1', followUpActions: [] });

  expect(await storage.getInvocation(id)).toMatchObject({
    completed: null,
    durationSeconds: null,
    errorType: null,
    alternativesConsidered: [],
    followUpActions: [],
    embedding: null,
  });
  expect(await storage.getMetrics('lint')).toMatchObject({ abandonedInvocations: 0, completionRate: null });
});

test('has nothing under an id that was never given', async () => {
  const { storage } = await openTestStorage();

  expect(await storage.getInvocation(7n)).toBeUndefined();
});

test.each([
  ['a time that does not exist', { invokedAt: '2026-02-30T00:00:00Z' }, /invokedAt/],
  ['a negative duration', { durationSeconds: -1 }, /durationSeconds/],
  ['an empty name', { skillName: '' }, /skillName/],
  ['an empty session', { sessionId: '' }, /sessionId/],
])('refuses %s and stores nothing', async (_, wrong, field) => {
  const { storage } = await openTestStorage();

  const stored = storage.storeInvocation({ skillName: 'lint', invokedAt, sessionId: 's1', ...wrong });

  await expect(stored).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(field) as unknown,
  });
  expect(await storage.getAllMetrics()).toEqual([]);
});

test('takes one call for one however often it is stored, and calls without an id for different ones', async () => {
  const { storage } = await openTestStorage();
  const call = { skillName: 'lint', invokedAt, sessionId: 's1', callId: 'toolu_1' };

  const first = await storage.storeInvocation(call);
  const again = await storage.storeInvocation({ ...call, completed: true });
  const other = await storage.storeInvocation({ ...call, callId: undefined });

  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(await storage.getSessionInvocations('s1')).toHaveLength(2);
  expect(await storage.getInvocation(first)).toMatchObject({ completed: true });
});

test('stores concurrent calls without losing one', async () => {
  const { storage } = await openTestStorage();
  const calls = Array.from({ length: 40 }, (_, index) => ({ skillName: `s${index % 3}`, invokedAt, sessionId: 's1' }));

  const ids = await Promise.all(calls.map(async (call) => storage.storeInvocation(call)));

  expect(new Set(ids).size).toBe(40);
  expect(await storage.getSessionInvocations('s1')).toHaveLength(40);
});

test('keeps error texts and paths that would be no JSON paths', async () => {
  const { storage } = await openTestStorage();
  const texts = ['E.dot.path', 'idx[0]', 'idx[abc]', 'quote"s', '__proto__', '$'];

  for (const text of texts) {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other
    await storage.storeInvocation({
      skillName: 'lint',
      invokedAt,
      sessionId: 's1',
      errorType: text,
      workflowPath: text,
    });
  }

  const metrics = await storage.getMetrics('lint');
  expect(Object.keys(metrics?.commonErrors ?? {}).toSorted()).toEqual(texts.toSorted());
  expect(Object.values(metrics?.workflowPaths ?? {})).toEqual(texts.map(() => 1));
});

test('drops queries unless it was told to keep them, and never drops the embedding', async () => {
  const { engine, ingest } = await openTestStorage();
  const storage = new SkillsStorage({ engine, ingest, pseudonymise: testPseudonym, now: () => noonMs });
  const embedding = new Float32Array(384).fill(1);

  const id = await storage.storeInvocation({
    skillName: 'lint',
    invokedAt,
    sessionId: 's1',
    userQuery: 'a secret',
    embedding,
  });

  expect(await storage.getInvocation(id)).toMatchObject({ userQuery: null, embedding });
});

test('keeps what was stored through a rollback to V4 and back', async () => {
  const { engine, storage } = await openTestStorage();
  const embedding = new Float32Array(384).fill(1);
  await storage.storeInvocation({ skillName: 'lint', invokedAt, sessionId: 's1', userQuery: 'why', embedding });
  const migrator = new Migrator({ engine, now: () => noonMs });

  await migrator.rollback({ to: 'V4' });
  const [row] = await engine.all('SELECT skill_name, user_query, length(embedding) FROM skill_invocation');
  await migrator.migrate();

  expect(row).toEqual(['lint', 'why', 1536]);
  expect(await storage.getSessionInvocations('s1')).toMatchObject([{ userQuery: 'why', embedding }]);
});

test('finds a call of the predecessor by the id that it had there', async () => {
  const { engine, storage } = await openTestStorage();
  const migrator = new Migrator({ engine, now: () => noonMs });
  await migrator.rollback({ to: 'V4' });
  await engine.transaction(async (transaction) =>
    transaction.run(
      `INSERT INTO skill_invocation (id, skill_name, invoked_at, session_id, completed, user_query, follow_up_actions)
       VALUES (42, 'old', '2026-02-09 11:00:00', 's0', 1, 'hello', '["push"]')`,
    ),
  );
  await migrator.migrate();

  expect(await storage.getInvocation(42n)).toMatchObject({
    id: 42n,
    skillName: 'old',
    invokedAt: '2026-02-09T11:00:00.000Z',
    userQuery: 'hello',
    followUpActions: ['push'],
  });
});
