import { expect, test } from 'vitest';
import { type Call, engineOver, InMemoryInteractions, printedId, storedId } from '../../test/in-memory-interactions.ts';

function logOf(...calls: readonly Call[]): InMemoryInteractions {
  const log = new InMemoryInteractions();
  log.calls.push(...calls);
  return log;
}

function uses(user: string, ...skills: readonly string[]): readonly Call[] {
  return skills.map((skill) => ({ user, skill }));
}

/** Ada has three skills; five others have them too, with one more. */
function team(): InMemoryInteractions {
  return logOf(
    ...uses('ada', 'a', 'b', 'c'),
    ...['bob', 'cy', 'dee', 'eve', 'fay'].flatMap((user) => uses(user, 'a', 'b', 'c', 'wanted')),
    ...uses('gus', 'a', 'b', 'c', 'rare'),
  );
}

const idOf = (user: string): string => printedId(storedId(user));

test('similarity counts distinct skills, however often they are called, and never exceeds 1', async () => {
  const log = logOf(
    ...Array.from({ length: 9 }, () => uses('ada', 'a', 'b', 'c')).flat(),
    ...Array.from({ length: 4 }, () => uses('bob', 'a', 'b', 'c')).flat(),
    ...uses('cy', 'a', 'b', 'c', 'd'),
    // Two skills in common are not three, though the rows are many.
    ...Array.from({ length: 9 }, () => uses('dee', 'a', 'b')).flat(),
  );

  expect(await engineOver(log).getSimilarUsers('ada')).toEqual([
    { userId: idOf('bob'), similarity: 1, commonSkills: 3 },
    { userId: idOf('cy'), similarity: 0.75, commonSkills: 3 },
  ]);
});

test('finds the most similar user among many who have more in common', async () => {
  const wide = ['a', 'b', 'c', 'd', ...Array.from({ length: 40 }, (_, index) => `w${index}`)];
  const log = logOf(
    ...uses('ada', 'a', 'b', 'c', 'd'),
    ...Array.from({ length: 60 }, (_, index) => uses(`wide ${index}`, ...wide)).flat(),
    ...uses('zoe', 'a', 'b', 'c'),
  );

  expect((await engineOver(log).getSimilarUsers('ada', { limit: 1 }))[0]?.userId).toBe(idOf('zoe'));
});

test('equal users stand in the order of the ids that are told, also where the list ends', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `user ${(index * 17) % 30}`);
  const log = logOf(...uses('ada', 'a', 'b', 'c'), ...names.flatMap((name) => uses(name, 'a', 'b', 'c')));

  const found = await engineOver(log).getSimilarUsers('ada', { limit: 7 });

  expect(found.map(({ userId }) => userId)).toEqual(names.map(idOf).toSorted().slice(0, 7));
});

test('users are told by pseudonyms alone, which may be asked for', async () => {
  const engine = engineOver(team());

  const result = await engine.similarUsers('ada');

  expect(JSON.stringify(result)).not.toMatch(/ada|bob|stored/);
  expect(await engine.similarUsers(result.userId)).toEqual(result);
  expect(await engine.similarUsers('stored ada')).toEqual(result);
});

test('recommends what several similar users have and says why, without naming anybody', async () => {
  const found = await engineOver(team()).recommendFromSimilarUsers('ada');

  expect(found).toEqual([
    {
      skillName: 'wanted',
      score: expect.any(Number),
      completionRate: 1,
      source: 'collaborative_filtering',
      support: 5,
      because: [
        'at least 5 of the users most like you have it',
        'like you they use a, b and c',
        'works in 100 % of its calls',
      ],
      installed: null,
    },
  ]);
  expect(found[0]?.score).toBeGreaterThan(0);
  expect(found[0]?.score).toBeLessThanOrEqual(1);
});

test('what fewer than five have is never told of', async () => {
  const engine = engineOver(team());

  const answers = [
    await engine.similarUsers('ada'),
    await engine.recommend({ userId: 'ada' }),
    await engine.recommend({ userId: 'ada', model: 'ease' }),
    await engine.getGlobalFallbackRecommendations({ minInvocations: 1 }),
  ];

  expect(JSON.stringify(answers)).not.toContain('rare');
  expect(JSON.stringify(answers)).toContain('wanted');
});

test('a skill of the user that few others have is no reason', async () => {
  const log = team();
  log.calls.push(...uses('ada', 'secret'), ...uses('bob', 'secret'));
  const engine = engineOver(log);

  const answers = [await engine.similarUsers('ada'), await engine.recommend({ userId: 'ada', model: 'ease' })];

  expect(answers.every(({ recommendations }) => recommendations.length > 0)).toBe(true);
  expect(JSON.stringify(answers)).not.toContain('secret');
});

test('support is told in steps, so that nothing can be subtracted from it', async () => {
  const log = team();
  log.calls.push(...uses('hal', 'a', 'b', 'c', 'wanted'));

  const [found] = await engineOver(log).recommendFromSimilarUsers('ada');

  expect(found?.support).toBe(5);
});

test('knows nothing of a new user, and answers with what works for everybody', async () => {
  const log = team();
  log.calls.push(...Array.from({ length: 12 }, () => uses('bob', 'a')).flat());
  const engine = engineOver(log);

  const { recommendations, needs } = await engine.recommend({ userId: 'new' });

  expect(needs).toBe('unknown-user');
  expect(await engine.getSimilarUsers('new')).toEqual([]);
  expect(await engine.recommendFromSimilarUsers('new')).toEqual([]);
  expect(recommendations.every(({ source }) => source === 'global_popularity')).toBe(true);
});

test('says what a single-user installation needs, and takes what another team has given', async () => {
  const alone = logOf(...uses('ada', 'a', 'b', 'c'));
  expect(await engineOver(alone).recommend({ userId: 'ada' })).toMatchObject({
    recommendations: [],
    needs: 'few-users',
    minUsers: 5,
  });
  const row = { totalUsers: 25, totalInvocations: 100, globalAverageDurationSeconds: null };
  const rest = { mostCommonWorkflowPhase: null, effectivenessPercentile: 50, lastUpdated: '2026-01-01T00:00:00.000Z' };
  const imported = {
    team: 't_x',
    releasedAt: rest.lastUpdated,
    importedAt: rest.lastUpdated,
    minUsers: 20,
    epsilon: null,
    baselines: [
      { ...row, ...rest, skillName: 'deploy', globalCompletionRate: 0.8 },
      { ...row, ...rest, skillName: 'a', globalCompletionRate: 0.9 },
      { ...row, ...rest, skillName: 'lint', globalCompletionRate: 0.95 },
    ],
  };

  const { recommendations } = await engineOver(alone, {
    imported: { all: () => Promise.resolve([imported]) },
  }).recommend({ userId: 'ada' });

  expect(recommendations.map(({ skillName, support }) => [skillName, support])).toEqual([
    ['lint', 25],
    ['deploy', 25],
  ]);
});

test('the fallback is by effectiveness: many calls that work beat a few', async () => {
  const users = ['a', 'b', 'c', 'd', 'e', 'f'];
  const many = users.flatMap((user) => Array.from({ length: 50 }, () => ({ user, skill: 'steady' })));
  const log = logOf(
    ...many,
    ...users.map((user) => ({ user, skill: 'steady', completed: false })),
    ...users.flatMap((user) => uses(user, 'lucky', 'lucky')),
    ...users.flatMap((user) => [
      { user, skill: 'failing', completed: false },
      { user, skill: 'failing', completed: false },
      { user, skill: 'unknown', completed: null },
      { user, skill: 'unknown', completed: null },
    ]),
  );

  const found = await engineOver(log).getGlobalFallbackRecommendations();

  expect(found.map(({ skillName }) => skillName)).toEqual(['steady', 'lucky', 'failing']);
  expect(found[1]).toMatchObject({ completionRate: 1, effectivenessPercentile: (100 * 2) / 3 });
});

test('leaves out what the user has, what is not installed, what a project does not use, and what nobody chooses', async () => {
  const log = team();
  const others = ['bob', 'cy', 'dee', 'eve', 'fay'];
  log.calls.push(
    ...others.map((user) => ({ user, skill: 'deploy', project: 'shop' })),
    ...others.map((user) => ({ user, skill: 'Bash', kind: 'tool' as const })),
  );
  log.installed = new Set(['wanted']);
  const engine = engineOver(log);
  const names = async (question: object): Promise<readonly string[]> =>
    (await engine.recommend({ userId: 'ada', model: 'item-neighbours', ...question })).recommendations.map(
      ({ skillName }) => skillName,
    );

  expect(await names({})).toEqual(['deploy', 'wanted']);
  expect(await names({ installedOnly: true })).toEqual(['wanted']);
  expect(await names({ project: 'shop' })).toEqual(['deploy']);
  expect(await names({ limit: 1 })).toEqual(['deploy']);
});

test('gives the profile of a user', async () => {
  const log = logOf(
    ...uses('ada', 'a', 'a', 'b'),
    { user: 'ada', skill: 'b', completed: false },
    { user: 'ada', skill: 'c', completed: null },
  );

  expect(await engineOver(log).getUserSkillProfile('ada')).toEqual({
    userId: idOf('ada'),
    uniqueSkills: 3,
    totalInteractions: 5,
    completionRate: 0.75,
    topSkills: [
      { skillName: 'a', invocations: 2 },
      { skillName: 'b', invocations: 2 },
      { skillName: 'c', invocations: 1 },
    ],
  });
  expect(await engineOver(log).getUserSkillProfile('nobody')).toMatchObject({ uniqueSkills: 0, completionRate: null });
});

test('names a wrong number', async () => {
  const engine = engineOver(team());
  await expect(engine.getSimilarUsers('ada', { limit: 0 })).rejects.toThrow('limit requires an integer >= 1, got 0');
  await expect(engine.getSimilarUsers('ada', { minCommonSkills: 1.5 })).rejects.toThrow('minCommonSkills');
  await expect(engine.recommend({ userId: 'ada', limit: -1 })).rejects.toThrow('limit');
  expect(() => engineOver(team(), { minUsers: 0 })).toThrow('minUsers');
});
