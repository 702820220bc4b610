import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCall, testPseudonym } from '../../test/open-test-log.ts';
import { openTestStorage } from '../../test/open-test-storage.ts';

const people = fc.uniqueArray(
  fc.record({
    userId: fc.constantFrom('ada', 'bob', 'cy', 'dee', 'eve'),
    skills: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }),
  }),
  { selector: ({ userId }) => userId, minLength: 1 },
);

test('gives the exact Jaccard index of the skills that users share, for all users', async () => {
  await fc.assert(
    fc.asyncProperty(people, fc.integer({ min: 1, max: 3 }), async (users, minCommonSkills) => {
      const { storage, record } = await openTestStorage();
      await record(...users.flatMap(({ userId, skills }) => skills.map((skillName) => aCall({ userId, skillName }))));
      const [asked, ...others] = users;

      const similar = await storage.getSimilarUsers(asked?.userId ?? '', { minCommonSkills });

      const expected = others.flatMap(({ userId, skills }) => {
        const own = asked?.skills ?? [];
        const common = own.filter((skill) => skills.includes(skill)).length;
        if (common < minCommonSkills) return [];
        return [{ userId: testPseudonym(userId), similarity: common / new Set([...own, ...skills]).size }];
      });
      expect(new Set(similar)).toEqual(new Set(expected));
      const falling = similar.map(({ similarity }) => similarity);
      expect(falling).toEqual(falling.toSorted((a, b) => b - a));
    }),
    { numRuns: 40 },
  );
});

test('finds the best match among many that share more skills but are less alike', async () => {
  const { storage, record } = await openTestStorage();
  const own = ['a', 'b', 'c'];
  const wide = [...own, ...Array.from({ length: 20 }, (_, index) => `w${index}`)];
  await record(
    ...own.flatMap((skillName) => [aCall({ userId: 'ada', skillName }), aCall({ userId: 'zoe', skillName })]),
    ...Array.from({ length: 60 }, (_, index) => `u${index}`).flatMap((userId) =>
      wide.map((skillName) => aCall({ userId, skillName })),
    ),
  );

  const [best] = await storage.getSimilarUsers('ada', { limit: 1 });

  expect(best).toEqual({ userId: testPseudonym('zoe'), similarity: 1 });
});

test('shows pseudonyms, takes them for an answer too, and knows nobody else', async () => {
  const { storage, record } = await openTestStorage();
  await record(aCall({ userId: 'ada' }), aCall({ userId: 'bob' }), aCall());

  const byId = await storage.getSimilarUsers('ada', { minCommonSkills: 1 });

  expect(byId).toEqual([{ userId: testPseudonym('bob'), similarity: 1 }]);
  expect(await storage.getSimilarUsers(testPseudonym('ada'), { minCommonSkills: 1 })).toEqual(byId);
  expect(await storage.getSimilarUsers('nobody')).toEqual([]);
});
