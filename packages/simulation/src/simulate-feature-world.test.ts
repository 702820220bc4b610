import { expect, test } from 'vitest';
import { bayesAuc } from './bayes-auc.ts';
import { simulateFeatureWorld } from './simulate-feature-world.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);
const options = { seed: 1, events: 4_000, days: 30, nowMs };

test('the same options give the same world, another seed another one', () => {
  const world = simulateFeatureWorld(options);

  expect(world).toHaveLength(4_000);
  expect(simulateFeatureWorld(options)).toEqual(world);
  expect(simulateFeatureWorld({ ...options, seed: 2 })[0]).not.toEqual(world[0]);
});

test('outcomes come as often as their probabilities say', () => {
  const known = simulateFeatureWorld(options).filter(({ invocation }) => invocation.completed !== null);
  for (const [from, to] of [
    [0, 0.3],
    [0.3, 0.5],
    [0.5, 0.7],
    [0.7, 1],
  ] as const) {
    const band = known.filter(({ probability }) => probability >= from && probability < to);
    const expected = band.reduce((sum, { probability }) => sum + probability, 0);
    const completed = band.filter(({ invocation }) => invocation.completed === true).length;

    expect(band.length).toBeGreaterThan(100);
    expect(Math.abs(completed - expected)).toBeLessThan(4 * Math.sqrt(band.length / 4));
  }
});

test('the seven features tell much, not everything', () => {
  const best = bayesAuc(simulateFeatureWorld(options).map(({ probability }) => probability));

  expect(best).toBeGreaterThan(0.7);
  expect(best).toBeLessThan(0.9);
});

test('calls stand in the order of time and none lies after the end', () => {
  const times = simulateFeatureWorld(options).map(({ invocation }) => invocation.invokedAtMs);

  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(nowMs);
});

test('options that no world can have are refused by their value', () => {
  expect(() => simulateFeatureWorld({ ...options, events: 0 })).toThrow('got 0');
  expect(() => simulateFeatureWorld({ ...options, days: Number.NaN })).toThrow('got NaN');
  expect(() => simulateFeatureWorld({ ...options, nowMs: -1 })).toThrow('got -1');
});
