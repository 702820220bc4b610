import { seededRandom } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { gramMatrix } from '../matrix/gram-matrix.ts';
import { type InteractionMatrix, interactionMatrix, itemsOf } from '../matrix/interaction-matrix.ts';
import { fitEase } from './ease.ts';
import { fitItemNeighbours } from './item-neighbours.ts';
import { fitPopularity } from './popularity.ts';
import { fitRp3Beta } from './rp3-beta.ts';
import { fitUserNeighbours } from './user-neighbours.ts';

/** Two groups of users with tastes of their own, and one item that all have. */
function twoTastes(): InteractionMatrix {
  const random = seededRandom(5);
  const userOfPair: number[] = [];
  const itemOfPair: number[] = [];
  for (let user = 0; user < 60; user += 1) {
    const taste = user % 2 === 0 ? 0 : 5;
    for (const item of [taste, taste + 1, taste + 2, taste + 3, taste + 4, 10]) {
      if (item !== 10 && random() < 0.3) continue;
      userOfPair.push(user);
      itemOfPair.push(item);
    }
  }
  return interactionMatrix({ users: 61, itemCount: 12, userOfPair, itemOfPair });
}

const models = [
  ['user neighbours', fitUserNeighbours],
  ['item neighbours', fitItemNeighbours],
  ['EASE', fitEase],
  ['RP3beta', fitRp3Beta],
] as const;

describe.each(models)('%s', (_, fit) => {
  const matrix = twoTastes();
  const model = fit(matrix);

  test('ranks what users of the same taste have above what others have', () => {
    const scores = model.score([0, 1]);
    const own = [2, 3, 4].map((item) => scores[item] ?? 0);
    const others = [5, 6, 7, 8, 9].map((item) => scores[item] ?? 0);

    expect(Math.min(...own)).toBeGreaterThan(Math.max(...others));
  });

  test('says nothing to who has nothing, and of what nobody has', () => {
    expect([...model.score([])]).toEqual(Array.from({ length: 12 }, () => 0));
    // A penalty leaves a rounding error of EASE.
    expect(Math.abs(model.score([0, 1, 10])[11] ?? 1)).toBeLessThan(1e-12);
  });

  test('knows a user of the matrix by the row and does not recommend it from itself', () => {
    const alone = interactionMatrix({ users: 1, itemCount: 3, userOfPair: [0, 0], itemOfPair: [0, 1] });

    expect(fit(alone).score(itemsOf(alone, 0), 0)[2]).toBeCloseTo(0, 12);
  });
});

test('popularity is the number of users', () => {
  expect([...fitPopularity(twoTastes()).score([])].slice(10)).toEqual([60, 0]);
});

test('EASE meets the condition of its optimum: no off-diagonal weight can be changed for the better', () => {
  const matrix = twoTastes();
  const { itemCount } = matrix;
  const lambda = 3;
  const model = fitEase(matrix, { lambda });
  const weights = Array.from({ length: itemCount }, (_, item) => model.score([item]));
  const gram = gramMatrix(matrix);
  for (let row = 0; row < itemCount; row += 1) {
    for (let column = 0; column < itemCount; column += 1) {
      if (row === column) continue;
      // Gradient of ||X - XB||² + λ||B||²: XᵀX(B - I) + λB, zero off the diagonal.
      let gradient = lambda * (weights[row]?.[column] ?? 0) - (gram[row * itemCount + column] ?? 0);
      for (let item = 0; item < itemCount; item += 1) {
        gradient += (gram[row * itemCount + item] ?? 0) * (weights[item]?.[column] ?? 0);
      }
      expect(gradient).toBeCloseTo(0, 9);
    }
  }
  expect(weights.map((of, item) => of[item])).toEqual(Array.from({ length: itemCount }, () => 0));
});

test.each([0, -1, Number.NaN])('EASE refuses a penalty of %f', (lambda) => {
  expect(() => fitEase(twoTastes(), { lambda })).toThrow(`lambda must be above 0, got ${lambda}`);
});
