import fc from 'fast-check';
import { expect, test } from 'vitest';
import { skillCoOccurrence } from './skill-co-occurrence.ts';

test('gives lift N for a pair that always comes together and lift 1 for chance', () => {
  const together = new Map([
    ['lint', [1]],
    ['test', [1]],
    ['push', [2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ]);
  const byChance = new Map([
    ['lint', [1, 2]],
    ['test', [2, 3]],
    ['push', [4]],
  ]);

  // Ten sessions, each skill in one of them: 10 * 1 / (1 * 1). The predecessor said 0.1.
  expect(skillCoOccurrence(together)).toEqual([{ skillA: 'lint', skillB: 'test', coOccurrenceCount: 1, lift: 10 }]);
  expect(skillCoOccurrence(byChance)).toEqual([{ skillA: 'lint', skillB: 'test', coOccurrenceCount: 1, lift: 1 }]);
});

test('agrees with counting each pair of sets directly, for all sets', () => {
  const sets = fc.array(fc.uniqueArray(fc.nat(12), { minLength: 1 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(sets, (sessionSets) => {
      const skills = sessionSets.map((sessions, index) => [`s${index}`, sessions] as const);
      const all = new Set(sessionSets.flat()).size;

      const pairs = skillCoOccurrence(new Map(skills));

      const expected = skills.flatMap(([skillA, a]) =>
        skills.flatMap(([skillB, b]) => {
          const both = a.filter((session) => b.includes(session)).length;
          if (skillA >= skillB || both === 0) return [];
          return [{ skillA, skillB, coOccurrenceCount: both, lift: (all * both) / (a.length * b.length) }];
        }),
      );
      expect(new Set(pairs)).toEqual(new Set(expected));
    }),
  );
});
