import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type InteractionMatrix, interactionMatrix } from '../matrix/interaction-matrix.ts';
import { fitEase } from '../recommenders/ease.ts';
import { fitItemNeighbours } from '../recommenders/item-neighbours.ts';
import { fitPopularity } from '../recommenders/popularity.ts';
import type { Recommender } from '../recommenders/recommender.ts';
import { fitUserNeighbours } from '../recommenders/user-neighbours.ts';
import { chooseByLeaveOneOut } from './evaluate-plans.ts';
import { evaluateRecommender } from './evaluate-recommender.ts';
import type { HeldOut } from './held-out.ts';
import { recommenderPlan } from './recommender-plans.ts';

// MovieLens may not be copied; some checkouts have it beside them.
const recsys = new URL('../../../../../shared/data/recsys/', import.meta.url);

type Split = { readonly matrix: InteractionMatrix; readonly heldOut: readonly HeldOut[]; readonly results: unknown };

function readSplit(name: string): Split {
  const folder = new URL(`${name}/`, recsys);
  const rows = (file: string): readonly (readonly number[])[] =>
    readFileSync(new URL(file, folder), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
  const train = rows('train.csv');
  const kept = rows('test.csv');
  const places = (numbers: readonly (number | undefined)[]): ReadonlyMap<number | undefined, number> =>
    new Map(
      [...new Set(numbers)].toSorted((left = 0, right = 0) => left - right).map((number, place) => [number, place]),
    );
  const users = places(train.map(([user]) => user));
  const items = places([...train, ...kept].map(([, item]) => item));
  const matrix = interactionMatrix({
    users: users.size,
    itemCount: items.size,
    userOfPair: train.map(([user]) => users.get(user) ?? Number.NaN),
    itemOfPair: train.map(([, item]) => items.get(item) ?? Number.NaN),
  });
  const heldOut = kept.map(([user, item]) => ({ user: users.get(user) ?? -1, items: [items.get(item) ?? -1] }));
  return { matrix, heldOut, results: JSON.parse(readFileSync(new URL('results.json', folder), 'utf8')) };
}

function reference(results: unknown, model: string, figure: string): number {
  const path = ['results', model, figure];
  const found = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined),
    results,
  );
  return Number(found);
}

const exactModels: readonly (readonly [string, (matrix: InteractionMatrix) => Recommender])[] = [
  ['popularity', fitPopularity],
  ['userKNN-jaccard k=20', fitUserNeighbours],
  ['userKNN-jaccard k=50', (matrix) => fitUserNeighbours(matrix, { neighbours: 50 })],
  ['itemKNN-cosine k=20', fitItemNeighbours],
];

describe.skipIf(!existsSync(recsys)).each(['ml100k-random-loo', 'ml100k-temporal-loo'])('on %s', (name) => {
  const { matrix, heldOut, results } = readSplit(name);

  test.each(exactModels)('%s has the reference hit rate and NDCG', (model, fit) => {
    const figures = evaluateRecommender(fit(matrix), matrix, { heldOut, k: 10 });

    expect(Math.abs(mean(figures.hits) - reference(results, model, 'HR@10'))).toBeLessThan(1e-4);
    expect(Math.abs(mean(figures.ndcg) - reference(results, model, 'NDCG@10'))).toBeLessThan(1e-4);
    expect(Math.abs(figures.coverage - reference(results, model, 'catalogCoverage@10'))).toBeLessThan(1e-3);
  });

  test.each([100, 500])('EASE with lambda %i is within one user of the reference', (lambda) => {
    const figures = evaluateRecommender(fitEase(matrix, { lambda }), matrix, { heldOut, k: 10 });

    const model = `EASE lambda=${lambda}`;
    expect(Math.abs(mean(figures.hits) - reference(results, model, 'HR@10'))).toBeLessThanOrEqual(
      1.01 / heldOut.length,
    );
    expect(Math.abs(mean(figures.ndcg) - reference(results, model, 'NDCG@10'))).toBeLessThanOrEqual(1 / heldOut.length);
  });
});

describe.skipIf(!existsSync(recsys))('the default model', () => {
  test.each(['ml100k-random-loo', 'ml100k-temporal-loo'])(
    'chosen on the training part of %s, is not below the best EASE by more than one standard error',
    (name) => {
      const { matrix, heldOut, results } = readSplit(name);
      // The order of items stands for time, which the files do not have.
      const firstCall = Uint32Array.from(matrix.items, (item, cell) => (item * 7919 + cell) % 1683);
      const none = new Uint32Array(matrix.items.length);
      const chosen = chooseByLeaveOneOut({ matrix, calls: none, completed: none, failed: none, firstCall });

      const figures = evaluateRecommender(recommenderPlan(chosen).fit(matrix), matrix, { heldOut, k: 10 });

      for (const lambda of [50, 100, 200, 500, 1000]) {
        const best = reference(results, `EASE lambda=${lambda}`, 'HR@10');
        const error = Math.sqrt((best * (1 - best)) / heldOut.length);
        expect(mean(figures.hits)).toBeGreaterThan(best - error);
      }
    },
    120_000,
  );
});

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
