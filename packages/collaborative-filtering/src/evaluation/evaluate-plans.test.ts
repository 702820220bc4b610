import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { OutcomeCounter } from '../matrix/outcome-counter.ts';
import type { OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import { chooseByLeaveOneOut, evaluatePlans } from './evaluate-plans.ts';

/** Users of four tastes of eight items each, of which everybody takes up some in any order. */
function tastes(users: number): OutcomeMatrix {
  const random = seededRandom(8);
  const drawn: [user: number, item: number, at: number][] = [];
  for (let user = 1; user <= users; user += 1) {
    for (let item = 0; item < 8; item += 1) if (random() < 0.7) drawn.push([user, (user % 4) * 8 + item, random()]);
  }
  const calls = drawn.toSorted(([, , left], [, , right]) => left - right);
  const counter = new OutcomeCounter();
  counter.add({
    events: calls.length,
    user: calls.map(([user]) => user),
    item: calls.map(([, item]) => item),
    completed: calls.map(() => 1),
  });
  return counter.matrix(32);
}

test('finds the taste that popularity cannot see', () => {
  const { splits, chosen } = evaluatePlans(tastes(120));

  expect(chosen).not.toBe('popularity');
  expect(splits.map(({ split }) => split)).toEqual(['leave-one-out', '80/20']);
  for (const { models } of splits) {
    const ease = models.find(({ name }) => name === 'ease');
    expect(ease?.hitRate.mean).toBeGreaterThan(0.9);
    expect(ease?.gain.lower).toBeGreaterThan(0);
    expect(models.find(({ name }) => name === 'popularity')?.gain).toEqual({ mean: 0, lower: 0, upper: 0 });
    for (const { ndcg } of models) expect(ndcg.lower <= ndcg.mean && ndcg.mean <= ndcg.upper).toBe(true);
  }
});

test('chooses the same without intervals, and asks a sample of many', () => {
  const log = tastes(120);

  expect(chooseByLeaveOneOut(log)).toBe(evaluatePlans(log, { splits: ['leave-one-out'] }).chosen);
  expect(evaluatePlans(log, { mostUsers: 40 }).splits[0]?.users).toBe(40);
  expect(evaluatePlans(log, { mostUsers: 40, seed: 5 })).toEqual(evaluatePlans(log, { mostUsers: 40, seed: 5 }));
});

test('says popularity and shows nothing for few users', () => {
  expect(evaluatePlans(tastes(19))).toEqual({ k: 10, splits: [], chosen: 'popularity' });
  expect(chooseByLeaveOneOut(tastes(19))).toBe('popularity');
});
