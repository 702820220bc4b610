import { SkillsError, type SkillInvocation } from '@skills/schema';
import { expect, test } from 'vitest';
import { aCall, noonMs } from '../../test/open-test-log.ts';
import { openTestStorage, type TestStorage } from '../../test/open-test-storage.ts';
import { SkillPairRepository } from '../dependencies/skill-pair-repository.ts';
import { pruneEvents } from '../prune-events.ts';

function inSessions(skillName: string, sessions: readonly number[]): readonly SkillInvocation[] {
  return sessions.map((session) => aCall({ skillName, sessionId: `s${session}` }));
}

async function dependencies({ engine }: TestStorage): Promise<unknown> {
  return engine.all(
    'SELECT skill_a, skill_b, co_occurrence_count, lift_score FROM skill_dependencies ORDER BY skill_a, skill_b',
  );
}

async function seed({ engine }: TestStorage, skillA: string, skillB: string): Promise<void> {
  await engine.transaction(async (transaction) => {
    await transaction.runMany('INSERT OR IGNORE INTO skill_metrics (skill_name) VALUES (?)', [[skillA], [skillB]]);
    await transaction.run(
      'INSERT INTO skill_dependencies (skill_a, skill_b, co_occurrence_count, lift_score) VALUES (?, ?, 1, 3.5)',
      [skillA, skillB],
    );
  });
}

test('stores pairs that share sessions with their true lift, once for each pair', async () => {
  const opened = await openTestStorage();
  // Five sessions with three calls of one and four of the other each: five shared sessions, not sixty pairs of calls.
  const shared = [0, 1, 2, 3, 4];
  await opened.record(
    ...[...shared, ...shared, ...shared].flatMap((session) => inSessions('lint', [session])),
    ...[...shared, ...shared, ...shared, ...shared].flatMap((session) => inSessions('format', [session])),
    ...inSessions(
      'deploy',
      Array.from({ length: 45 }, (_, index) => index + 5),
    ),
  );

  const update = await opened.storage.updateSkillDependencies();

  expect(update).toEqual({ status: 'updated', timestamp: new Date(noonMs).toISOString(), dependenciesCreated: 1 });
  // 50 sessions * 5 / (5 * 5); the predecessor said 0.1 for a perfectly dependent pair.
  expect(await dependencies(opened)).toEqual([['format', 'lint', 5, 10]]);
});

test('leaves out pairs that share fewer sessions than asked for', async () => {
  const opened = await openTestStorage();
  await opened.record(...inSessions('lint', [1, 2, 3, 4]), ...inSessions('format', [1, 2, 3, 4]));

  await opened.storage.updateSkillDependencies();
  expect(await dependencies(opened)).toEqual([]);

  await opened.storage.updateSkillDependencies({ minCoOccurrence: 4 });
  expect(await dependencies(opened)).toEqual([['format', 'lint', 4, 1]]);
  await expect(opened.storage.updateSkillDependencies({ minCoOccurrence: 0 })).rejects.toThrow(RangeError);
});

test('keeps pairs that were put there by hand, each once, in the order of text', async () => {
  const opened = await openTestStorage();
  await seed(opened, 'git-commit', 'git-push');
  await seed(opened, 'ruff-check', 'black-format');
  await opened.record(...inSessions('ruff-check', [1, 2, 3, 4, 5]), ...inSessions('black-format', [1, 2, 3, 4, 5]));

  await opened.storage.updateSkillDependencies();
  await opened.storage.updateSkillDependencies();

  expect(await dependencies(opened)).toEqual([
    ['black-format', 'ruff-check', 5, 1],
    ['git-commit', 'git-push', 1, 3.5],
  ]);
  // What was stated is still known.
  expect(await new SkillPairRepository(opened).seeded()).toEqual([
    { skillA: 'black-format', skillB: 'ruff-check', lift: 3.5 },
    { skillA: 'git-commit', skillB: 'git-push', lift: 3.5 },
  ]);
});

test('a seeded pair comes back when the sessions that measured it are gone, a measured one does not', async () => {
  const opened = await openTestStorage();
  await seed(opened, 'lint', 'format');
  await opened.record(...['lint', 'format', 'push'].flatMap((skill) => inSessions(skill, [1, 2, 3, 4, 5])));
  await opened.storage.updateSkillDependencies();
  await pruneEvents(opened.engine, noonMs + 1);

  await opened.storage.updateSkillDependencies();

  expect(await dependencies(opened)).toEqual([['format', 'lint', 1, 3.5]]);
});

test('throws when it cannot store, and leaves everything as it was', async () => {
  const opened = await openTestStorage();
  await seed(opened, 'git-commit', 'git-push');
  await opened.record(...inSessions('lint', [1, 2, 3, 4, 5]), ...inSessions('format', [1, 2, 3, 4, 5]));
  const before = await dependencies(opened);
  await opened.engine.transaction(async (transaction) =>
    transaction.script(
      `CREATE TRIGGER no_more BEFORE INSERT ON skill_dependencies BEGIN SELECT RAISE(ABORT, 'no more'); END;`,
    ),
  );

  await expect(opened.storage.updateSkillDependencies()).rejects.toThrow(SkillsError);

  expect(await dependencies(opened)).toEqual(before);
});
