import { smoothedRate } from '@skills/analytics';
import { expect, test } from 'vitest';
import { itemsOf } from '../matrix/interaction-matrix.ts';
import { OutcomeCounter } from '../matrix/outcome-counter.ts';
import type { OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import { JaccardNeighbours } from '../neighbours/jaccard-neighbours.ts';
import { fitEase } from '../recommenders/ease.ts';
import { fitPopularity } from '../recommenders/popularity.ts';
import { outcomesByItem, overallRate } from './completion-rates.ts';
import { reasonsFor, reasonsOfNeighbours } from './reasons.ts';
import { recommendFromNeighbours } from './recommend-from-neighbours.ts';

type Call = readonly [user: number, item: number, outcome: number];

function logOf(calls: readonly Call[], itemCount = 6): OutcomeMatrix {
  const counter = new OutcomeCounter();
  counter.add({
    events: calls.length,
    user: calls.map(([user]) => user),
    item: calls.map(([, item]) => item),
    completed: calls.map(([, , outcome]) => outcome),
  });
  return counter.matrix(itemCount);
}

// User 1 asks. Users 2 and 3 have the same first two items, and item 2; user 3 fails with it. User 4 shares one of three.
const log = logOf([
  [1, 0, 1],
  [1, 1, 1],
  [2, 0, 1],
  [2, 1, 1],
  [2, 2, 1],
  [3, 0, 1],
  [3, 1, 1],
  [3, 2, 0],
  [3, 2, 0],
  [4, 0, 1],
  [4, 2, -1],
  [4, 3, 1],
]);
const neighbours = new JaccardNeighbours(log.matrix).similarUsers([0, 1], { limit: 9, except: 1 });
const question = { neighbours, outcomes: outcomesByItem(log), isWanted: (item: number) => item > 1, limit: 5 };

test('adds up over all neighbours: similarity times how often it works for each, drawn to what is usual', () => {
  const prior = overallRate(question.outcomes);
  const itemRate = smoothedRate({ completed: 1, known: 3 }, prior);
  const weights = [
    (2 / 3) * smoothedRate({ completed: 1, known: 1 }, itemRate),
    (2 / 3) * smoothedRate({ completed: 0, known: 2 }, itemRate),
    (1 / 4) * smoothedRate({ completed: 0, known: 0 }, itemRate),
  ];

  const [first] = recommendFromNeighbours(log, { ...question, minSupport: 1 });

  expect(first).toMatchObject({ item: 2, support: 3 });
  const total = 2 / 3 + 2 / 3 + 1 / 4;
  expect(first?.score).toBeCloseTo(weights.reduce((sum, weight) => sum + weight, 0) / total, 12);
});

test('what too few neighbours have is not recommended', () => {
  const items = recommendFromNeighbours(log, { ...question, minSupport: 2 }).map(({ item }) => item);

  expect(items).toEqual([2]);
  expect(recommendFromNeighbours(log, { ...question, neighbours: [], minSupport: 1 })).toEqual([]);
});

test('unknown outcomes are an interaction and neither a success nor a failure', () => {
  expect(question.outcomes[2]).toEqual({
    calls: { users: 3, count: 4, largest: 2 },
    outcomes: { users: 2, count: 3, largest: 2, completed: 1 },
  });
  expect(overallRate([])).toBe(0.5);
});

test('names the own items that speak most for what is recommended', () => {
  const ease = fitEase(log.matrix, { lambda: 1 });
  const own = itemsOf(log.matrix, 4);
  const weights = [...own].map((item) => ({ item, weight: ease.weight?.(item, 1) ?? 0 }));
  const expected = weights.filter(({ weight }) => weight > 0).toSorted((left, right) => right.weight - left.weight);

  expect(reasonsFor(ease, { items: own, item: 1, limit: 2 })).toEqual(expected.slice(0, 2).map(({ item }) => item));
  expect(reasonsFor(fitPopularity(log.matrix), { items: own, item: 1, limit: 2 })).toEqual([]);
});

test('names the items that neighbours share who have what is recommended', () => {
  expect(reasonsOfNeighbours(log.matrix, neighbours, { items: [0, 1], item: 2, limit: 3 })).toEqual([0, 1]);
  expect(reasonsOfNeighbours(log.matrix, neighbours, { items: [0, 1], item: 3, limit: 3 })).toEqual([0]);
});
