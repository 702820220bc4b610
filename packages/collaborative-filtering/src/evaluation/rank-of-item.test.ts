import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankOfItem } from './rank-of-item.ts';

const scores = fc.array(fc.constantFrom(0, 1, 2, 2.5), { minLength: 1, maxLength: 12 });

test('is the place after sorting by score, then number, without what the user has', () => {
  fc.assert(
    fc.property(scores, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (of, has) => {
      const excluded = of.map((_, item) => item).filter((item) => has[item]);
      const ranked = of
        .map((score, item) => ({ score, item }))
        .filter(({ item }) => has[item] !== true)
        .toSorted((left, right) => right.score - left.score || left.item - right.item);
      for (const [place, { item }] of ranked.entries()) {
        expect(rankOfItem(Float64Array.from(of), item, excluded)).toBe(place + 1);
      }
    }),
  );
});
