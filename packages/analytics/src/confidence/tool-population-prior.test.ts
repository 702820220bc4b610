import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { toolPrior } from './confidence-level.ts';
import { toolPopulationPrior } from './tool-population-prior.ts';

test('the rates of many tools tell how tools are', () => {
  const random = seededRandom(3);
  const tools = Array.from({ length: 200 }, () => {
    const rate = 0.8 + 0.2 * random();
    const runs = Array.from({ length: 300 }, () => random() < rate);
    const successful = runs.filter(Boolean).length;
    return { successful, failed: runs.length - successful };
  });

  const { a, b } = toolPopulationPrior(tools);

  expect(a / (a + b)).toBeCloseTo(0.9, 1);
  expect(a + b).toBeGreaterThan(5);
});

test('a few tools do not, nor do many that hardly ran', () => {
  expect(toolPopulationPrior(Array.from({ length: 19 }, () => ({ successful: 100, failed: 0 })))).toEqual(toolPrior);
  expect(toolPopulationPrior(Array.from({ length: 100 }, () => ({ successful: 2, failed: 0 })))).toEqual(toolPrior);
  expect(toolPopulationPrior([])).toEqual(toolPrior);
});
