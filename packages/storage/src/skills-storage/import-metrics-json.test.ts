import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestStorage } from '../../test/open-test-storage.ts';
import { migrateFromCrackerjack } from './migrate-from-crackerjack.ts';

const record = {
  skill_name: 'pytest-run',
  invoked_at: '2026-02-10T12:34:56.789012',
  session_id: 'abc123',
  workflow_path: 'comprehensive',
  completed: true,
  duration_seconds: 45.2,
  user_query: 'fix failing tests',
  alternatives_considered: ['ruff-check'],
  selection_rank: 1,
  follow_up_actions: ['git commit'],
  error_type: null,
};

function metricsFile(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'skills-import-')), 'skill_metrics.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('imports a saved file of session-buddy with every field, and a second time nothing', async () => {
  const { storage } = await openTestStorage();
  const path = metricsFile({
    invocations: [{ ...record, workflow_phase: 'setup', workflow_step_id: 'step' }],
    skills: {},
  });

  const first = await storage.importFromJson(path);
  const second = await storage.importFromJson(path);

  expect(first).toEqual({ totalInJson: 1, imported: 1, skipped: 0, rejected: [] });
  expect(second).toEqual({ totalInJson: 1, imported: 0, skipped: 1, rejected: [] });
  expect(await storage.getSessionInvocations('abc123')).toMatchObject([
    {
      skillName: 'pytest-run',
      invokedAt: '2026-02-10T12:34:56.789Z',
      workflowPath: 'comprehensive',
      completed: true,
      durationSeconds: 45.2,
      userQuery: null,
      alternativesConsidered: ['ruff-check'],
      selectionRank: 1,
      followUpActions: ['git commit'],
      errorType: null,
      workflowPhase: 'setup',
      workflowStepId: 'step',
    },
  ]);
});

test('takes calls of two sessions at the same moment for two calls', async () => {
  const { storage } = await openTestStorage();
  const path = metricsFile({ invocations: [record, { ...record, session_id: 'other' }, record], skills: {} });

  expect(await storage.importFromJson(path)).toMatchObject({ totalInJson: 3, imported: 3, skipped: 0 });
});

test('counts exact repeats as calls of their own, as collecting the file does, and a second import nothing', async () => {
  const { storage } = await openTestStorage();
  const path = metricsFile({ invocations: [record, record], skills: {} });

  expect(await storage.importFromJson(path)).toMatchObject({ imported: 2, skipped: 0 });
  expect(await storage.importFromJson(path)).toMatchObject({ imported: 0, skipped: 2 });
});

test.each([
  [
    'crackerjack, without sessions',
    { invocations: [{ ...record, session_id: undefined }], skills: {}, last_updated: 'x' },
  ],
  ['an export with a summary', { summary: {}, skills: {}, invocations: [record], exported_at: 'x' }],
  ['an export of nothing but calls', { invocations: [record] }],
  [
    'calls by the name of their skill',
    {
      version: '1.0',
      skills: {
        'pytest-run': [{ invoked_at: record.invoked_at, duration_ms: 45_200, success: true, session_id: 'abc123' }],
      },
    },
  ],
])('imports the file of %s', async (_, content) => {
  const { storage } = await openTestStorage();

  const imported = await migrateFromCrackerjack(metricsFile(content), storage);

  expect(imported).toEqual({ totalInJson: 1, imported: 1, skipped: 0, rejected: [] });
  expect(await storage.getMetrics('pytest-run')).toMatchObject({ completedInvocations: 1, avgDurationSeconds: 45.2 });
});

test('names the records that are no calls and imports the others', async () => {
  const { storage } = await openTestStorage();
  const path = metricsFile({
    invocations: [{ ...record, invoked_at: 'yesterday' }, record, 'text', { ...record, duration_seconds: -1 }],
  });

  const imported = await storage.importFromJson(path);

  expect(imported).toMatchObject({ totalInJson: 4, imported: 1 });
  expect(imported.rejected.map(({ index }) => index)).toEqual([0, 2, 3]);
  expect(imported.rejected[0]?.reason).toMatch(/invokedAt/);
});

test('keeps the class of an error and not its text, which may hold a path', async () => {
  const { storage } = await openTestStorage();
  await storage.importFromJson(
    metricsFile({ invocations: [{ ...record, completed: false, error_type: 'TypeError: bad arg in /home/me/x.py' }] }),
  );

  expect(await storage.getMetrics('pytest-run')).toMatchObject({ commonErrors: { TypeError: 1 } });
});

test.each([
  ['no JSON', '{"invocations": [', 'invalid-input'],
  ['none of the shapes', '{"version": 2}', 'invalid-input'],
  ['aggregates alone', { skills: { lint: { total_invocations: 3 } } }, 'invalid-input'],
])('refuses a file that is %s', async (_, content, code) => {
  const { storage } = await openTestStorage();

  await expect(storage.importFromJson(metricsFile(content))).rejects.toMatchObject({ code });
});

test('says that a file is not there', async () => {
  const { storage } = await openTestStorage();

  await expect(storage.importFromJson('/nowhere/skill_metrics.json')).rejects.toMatchObject({
    code: 'source-unreadable',
  });
});
