import { itemsOf } from '@skills/collaborative-filtering';
import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { EventSegments } from '../segments/event-segments.ts';
import { InteractionRepository } from './interaction-repository.ts';

const hourMs = 3_600_000;

test('has every call whose user is known, under names, whatever their kinds', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ userId: 'ada', skillName: 'review', kind: 'skill', invokedAtMs: noonMs + 5 }),
    aCall({ userId: 'ada', skillName: 'review', kind: 'slash_command', completed: false, invokedAtMs: noonMs }),
    aCall({ userId: 'ada', skillName: 'lint', completed: null, invokedAtMs: noonMs + 1 }),
    aCall({ userId: 'bob', skillName: 'review', invokedAtMs: noonMs + 2 * hourMs }),
    aCall({ skillName: 'alone', invokedAtMs: noonMs + 2 }),
  );
  const repository = new InteractionRepository({ engine });
  const ada = (await repository.userNumber(testPseudonym('ada'))) ?? 0;

  const before = await repository.interactions();
  await new EventSegments({ engine, eventsPerSegment: 2 }).refresh(engine);
  const { log, skills } = await repository.interactions();

  expect(before).toEqual({ log, skills });
  expect(skills).toEqual([
    { skillName: 'alone', kinds: ['skill'] },
    { skillName: 'lint', kinds: ['skill'] },
    { skillName: 'review', kinds: ['skill', 'slash_command'] },
  ]);
  expect([...itemsOf(log.matrix, ada)]).toEqual([1, 2]);
  const cell = (log.matrix.offsets[ada] ?? 0) + 1;
  expect([log.calls[cell], log.completed[cell], log.failed[cell], log.firstCall[cell]]).toEqual([2, 1, 1, 0]);
  expect(log.calls.reduce((sum, calls) => sum + calls, 0)).toBe(4);
});

test('finds users by their pseudonyms and numbers', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ userId: 'ada' }), aCall({ userId: 'bob' }));
  const repository = new InteractionRepository({ engine });
  const ada = await repository.userNumber(testPseudonym('ada'));

  expect(await repository.userNumber('ada')).toBeUndefined();
  expect(await repository.pseudonymsOf([ada ?? 0, 99])).toEqual(new Map([[ada, testPseudonym('ada')]]));
  const everybody: string[] = [];
  for await (const page of repository.everyPseudonym()) everybody.push(...page.values());
  expect(everybody).toEqual([testPseudonym('ada'), testPseudonym('bob')]);
});

test('names the skills of a project that enough users have called there', async () => {
  const { engine, record } = await openTestLog();
  const inShop = (userId: string, skillName: string): ReturnType<typeof aCall> =>
    aCall({ userId, skillName, projectId: 'shop-1' });
  await record(
    inShop('ada', 'deploy'),
    inShop('bob', 'deploy'),
    inShop('ada', 'lint'),
    inShop('ada', 'lint'),
    aCall({ userId: 'bob', skillName: 'lint', projectId: 'blog-1' }),
  );
  const repository = new InteractionRepository({ engine });

  expect([...(await repository.skillsOfProject('shop-1', 2))]).toEqual(['deploy']);
  expect([...(await repository.skillsOfProject('shop-1', 1))]).toEqual(['deploy', 'lint']);
  await expect(repository.skillsOfProject('nowhere', 1)).rejects.toMatchObject({ code: 'not-found' });
});

test('knows what is installed once somebody has looked', async () => {
  const { engine } = await openTestLog();
  const repository = new InteractionRepository({ engine });
  expect(await repository.installedSkills()).toBeUndefined();
});
