import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { noonMs, testPseudonym } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import { openSkillsStorage } from './open-skills-storage.ts';

const how = { pseudonymise: testPseudonym, now: () => noonMs };

function newPath(): string {
  return join(mkdtempSync(join(tmpdir(), 'skills-open-')), 'skills.db');
}

test.each([{ readOnly: true }, { readOnly: false }])(
  'says that a database is not there and does not make one (%j)',
  async (options) => {
    const path = newPath();

    await expect(openSkillsStorage({ url: `file:${path}`, ...how, ...options })).rejects.toMatchObject({
      code: 'storage-unavailable',
    });

    expect(existsSync(path)).toBe(false);
  },
);

test('says that a database is not ours instead of finding nothing in it', async () => {
  const path = newPath();
  const engine = openNodeSqliteEngine({ url: path });
  await engine.transaction(async (transaction) => transaction.script('CREATE TABLE notes (text TEXT);'));
  await engine.close();

  await expect(openSkillsStorage({ url: `file:${path}`, ...how })).rejects.toMatchObject({ code: 'schema-unknown' });
});

test('opens a migrated database, for writing or for reading only', async () => {
  const path = newPath();
  await openTestStorage(path);
  const writing = await openSkillsStorage({ url: `file:${path}`, ...how });
  const reading = await openSkillsStorage({ url: `file:${path}`, ...how, readOnly: true });
  onTestFinished(async () => {
    await reading.close();
    await writing.close();
  });
  const call = { skillName: 'lint', invokedAt: '2026-02-10T12:00:00Z', sessionId: 's1' };

  await writing.storeInvocation(call);

  expect(await reading.getTopSkills()).toMatchObject([{ skillName: 'lint', totalInvocations: 1 }]);
  await expect(reading.storeInvocation(call)).rejects.toMatchObject({ code: 'storage-read-only' });
});

test('throws when a table is gone, where the predecessor found nothing', async () => {
  const { engine, storage } = await openTestStorage();
  await engine.transaction(async (transaction) =>
    transaction.script('DROP TABLE skill_community_baselines; DROP TABLE skill_rollup_hour;'),
  );

  await expect(storage.getCommunityBaselines()).rejects.toThrow(/skill_community_baselines/);
  await expect(storage.detectAnomalies()).rejects.toThrow(/skill_rollup_hour/);
});
