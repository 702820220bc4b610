import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { chooseRecommender } from './choose-recommender.ts';

function ndcg(users: number, mean: number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: users }, () => mean + 0.1 * (random() - 0.5));
}

test('takes the first model unless another is better beyond doubt', () => {
  const ease = { name: 'ease', ndcg: ndcg(200, 0.5) } as const;

  expect(chooseRecommender([ease, { name: 'rp3-beta', ndcg: ndcg(200, 0.502, 2) }])).toBe('ease');
  expect(chooseRecommender([ease, { name: 'rp3-beta', ndcg: ndcg(200, 0.55, 2) }])).toBe('rp3-beta');
  expect(
    chooseRecommender([
      ease,
      { name: 'rp3-beta', ndcg: ndcg(200, 0.55, 2) },
      { name: 'popularity', ndcg: ndcg(200, 0.6, 3) },
    ]),
  ).toBe('popularity');
});

test('takes popularity when fewer than twenty users can be asked', () => {
  expect(chooseRecommender([{ name: 'ease', ndcg: ndcg(19, 0.9) }])).toBe('popularity');
  expect(() => chooseRecommender([])).toThrow('no recommender');
});
