import { expect, test } from 'vitest';
import { reciprocalRankFusion } from './reciprocal-rank-fusion.ts';

test('adds reciprocal places, so that first everywhere is 1', () => {
  const scores = reciprocalRankFusion(
    [
      { names: ['a', 'b'], weight: 1 },
      { names: ['a', 'c'], weight: 3 },
    ],
    10,
  );

  expect(scores.get('a')).toBeCloseTo(1, 12);
  expect(scores.get('b')).toBeCloseTo((1 / 12 / 4) * 11, 12);
  expect(scores.get('c')).toBeCloseTo((3 / 12 / 4) * 11, 12);
});

test('of one ranking it is its order; of none it is nothing', () => {
  expect([...reciprocalRankFusion([{ names: ['x', 'y', 'z'], weight: 2 }], 60)].map(([name]) => name)).toEqual([
    'x',
    'y',
    'z',
  ]);
  expect(reciprocalRankFusion([], 60).size).toBe(0);
});
