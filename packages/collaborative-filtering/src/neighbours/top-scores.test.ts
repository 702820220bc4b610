import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TopScores } from './top-scores.ts';

test('keeps the best, equal ones by the smaller index, in any order of offers', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5)), fc.nat(8), fc.nat(), (scores, limit, turn) => {
      const offers = scores.map((score, index) => ({ index, score }));
      const top = new TopScores(limit);
      for (let step = 0; step < offers.length; step += 1) {
        const { index, score } = offers[(step + turn) % offers.length] ?? { index: 0, score: 0 };
        top.offer(index, score);
      }

      const expected = offers.toSorted((left, right) => right.score - left.score || left.index - right.index);
      expect(top.ranked()).toEqual(expected.slice(0, limit));
      expect(top.threshold).toBe(offers.length < limit ? -Infinity : (expected[limit - 1]?.score ?? Infinity));
    }),
  );
});
