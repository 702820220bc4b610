import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bayesAuc } from './bayes-auc.ts';

/** Every pair, one by one. */
function byPairs(probabilities: readonly number[]): number {
  let [won, pairs] = [0, 0];
  for (const [i, p] of probabilities.entries()) {
    for (const [j, q] of probabilities.entries()) {
      if (i === j) continue;
      const weight = p * (1 - q);
      pairs += weight;
      won += weight * (p > q ? 1 : p === q ? 0.5 : 0);
    }
  }
  return won / pairs;
}

test('the best area is what all pairs of a success and a failure give', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 19 }), { minLength: 2, maxLength: 40 }), (twentieths) => {
      const probabilities = twentieths.map((twentieth) => twentieth / 20);

      expect(bayesAuc(probabilities)).toBeCloseTo(byPairs(probabilities), 10);
    }),
  );
});

test('a probability outside 0 to 1 is refused by its value', () => {
  expect(() => bayesAuc([0.5, 1.5])).toThrow('got 1.5');
});
