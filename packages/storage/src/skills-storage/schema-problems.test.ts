import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { aCall } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';

test('finds nothing wrong with a database that was migrated and filled', async () => {
  const { storage, record } = await openTestStorage();
  await record(aCall(), aCall({ skillName: 'lint', completed: null }));

  expect(await storage.validateSchema()).toEqual([]);
});

test.each([
  ['a table that is missing', 'DROP TABLE skill_dependencies;', /skill_dependencies is missing/],
  ['a rollup that lost a row', 'DELETE FROM skill_rollup_hour;', /2 calls and the rollup by hour 0/],
  ['a call without an identity', 'DELETE FROM event_identity;', /2 calls and 0 identities/],
  ['invocations without metrics', 'DELETE FROM skill_metrics;', /2 skills have invocations and no metrics/],
])('names %s', async (_, damage, problem) => {
  const { engine, storage, record } = await openTestStorage();
  await record(aCall(), aCall({ skillName: 'lint' }));
  await engine.transaction(async (transaction) => transaction.script(damage));

  expect(await storage.validateSchema()).toEqual([expect.stringMatching(problem)]);
});

test('names references to nothing', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'skills-schema-')), 'skills.db');
  const { storage } = await openTestStorage(path);
  const careless = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  careless.exec(`INSERT INTO skill_modalities (skill_name, modality_type) VALUES ('nope', 'code')`);
  careless.close();

  expect(await storage.validateSchema()).toEqual(['1 rows of skill_modalities refer to no row of skill_metrics']);
});
