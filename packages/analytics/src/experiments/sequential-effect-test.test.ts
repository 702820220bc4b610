import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { normalQuantile } from '../distributions/normal-quantile.ts';
import { sequentialEffectTest } from './sequential-effect-test.ts';
import { twoSidedEffectTest } from './two-sided-effect-test.ts';

// Users come in pairs, one per arm, with values of variance 1; after every 100 pairs somebody looks.
function looksOf(random: () => number): readonly { once: number; always: number }[] {
  let sum = 0;
  return Array.from({ length: 20 }, (_, look) => {
    for (let pair = 0; pair < 100; pair += 1) sum += normalQuantile(random()) - normalQuantile(random());
    const pairs = (look + 1) * 100;
    const estimate = { effect: sum / pairs, variance: 2 / pairs, degreesOfFreedom: Infinity, users: 2 * pairs };
    return { once: twoSidedEffectTest(estimate).pValue, always: sequentialEffectTest(estimate).pValue };
  });
}

test('raises a false alarm in at most 5 % of 500 A/A experiments over 20 looks, where the other test raises 25 %', () => {
  const random = seededRandom(1);
  const experiments = Array.from({ length: 500 }, () => looksOf(random));

  const alarms = (kind: 'once' | 'always'): number =>
    experiments.filter((looks) => looks.some((look) => look[kind] < 0.05)).length / experiments.length;
  expect(alarms('always')).toBeLessThanOrEqual(0.05);
  expect(alarms('once')).toBeGreaterThan(0.18);
  // At the last look alone the classic test keeps its promise, within 3 standard errors.
  const last = experiments.filter((looks) => (looks.at(-1)?.once ?? 1) < 0.05).length / experiments.length;
  expect(Math.abs(last - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / 500));
});
