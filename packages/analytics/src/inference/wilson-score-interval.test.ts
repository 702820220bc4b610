import { referenceVectors } from '@skills/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from './interval.ts';
import { wilsonScoreInterval } from './wilson-score-interval.ts';

test('gives the bounds of the textbook example', () => {
  const { lower, upper } = wilsonScoreInterval(8, 10);

  // scipy.stats.binomtest(8, 10).proportion_ci(method="wilson")
  expect(lower).toBeCloseTo(0.4901624715366499, 12);
  expect(upper).toBeCloseTo(0.9433178485456247, 12);
});

describe('agrees with scipy.stats.binomtest(…).proportion_ci(method="wilson")', () => {
  test.each(referenceVectors('wilson-score-interval'))(
    'for %d of %d at confidence %d',
    (...[successes, trials, confidence, lower, upper]) => {
      const interval = wilsonScoreInterval(successes ?? NaN, trials ?? NaN, { confidence });

      expect(Math.abs(interval.lower - (lower ?? NaN))).toBeLessThan(1e-12);
      expect(Math.abs(interval.upper - (upper ?? NaN))).toBeLessThan(1e-12);
    },
  );
});

function widthOf({ lower, upper }: Interval): number {
  return upper - lower;
}

const counts = fc
  .integer({ min: 1, max: 1e9 })
  .chain((trials) => fc.record({ successes: fc.integer({ min: 0, max: trials }), trials: fc.constant(trials) }));
const confidences = fc.double({ min: 0.01, max: 0.9999, noNaN: true });

test('holds the observed rate and stays inside [0, 1]', () => {
  fc.assert(
    fc.property(counts, confidences, ({ successes, trials }, confidence) => {
      const { lower, upper } = wilsonScoreInterval(successes, trials, { confidence });
      const rate = successes / trials;

      expect(lower).toBeGreaterThanOrEqual(0);
      expect(lower).toBeLessThanOrEqual(rate);
      expect(upper).toBeGreaterThanOrEqual(rate);
      expect(upper).toBeLessThanOrEqual(1);
    }),
  );
});

test('mirrors when successes and failures change places', () => {
  fc.assert(
    fc.property(counts, ({ successes, trials }) => {
      const { lower, upper } = wilsonScoreInterval(successes, trials);
      const mirrored = wilsonScoreInterval(trials - successes, trials);

      expect(mirrored.lower).toBeCloseTo(1 - upper, 12);
      expect(mirrored.upper).toBeCloseTo(1 - lower, 12);
    }),
  );
});

test('narrows with more trials and widens with more confidence', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 100 }), confidences, ({ successes, trials }, times, confidence) => {
      const width = widthOf(wilsonScoreInterval(successes, trials, { confidence }));

      expect(widthOf(wilsonScoreInterval(successes * times, trials * times, { confidence }))).toBeLessThan(width);
      expect(widthOf(wilsonScoreInterval(successes, trials, { confidence: confidence / 2 }))).toBeLessThan(width);
    }),
  );
});

test('covers the true rate about as often as it promises', () => {
  // Exact coverage: the probability of all outcomes whose interval holds the rate. Wilson's average is close to 95 %.
  const trials = 40;
  const rates = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
  const coverages = rates.map((rate) => {
    let [probability, covered] = [(1 - rate) ** trials, 0];
    for (let successes = 0; successes <= trials; successes += 1) {
      const { lower, upper } = wilsonScoreInterval(successes, trials);
      if (lower <= rate && rate <= upper) covered += probability;
      probability *= ((trials - successes) / (successes + 1)) * (rate / (1 - rate));
    }
    return covered;
  });

  expect(coverages.reduce((sum, coverage) => sum + coverage, 0) / rates.length).toBeCloseTo(0.95, 2);
});

test.each([
  [1, 0, 0.95],
  [-1, 10, 0.95],
  [11, 10, 0.95],
  [1.5, 10, 0.95],
  [1, 2.5, 0.95],
  [1, 2, 0],
  [1, 2, 1],
  [NaN, 2, 0.95],
])('refuses %d of %d at confidence %d', (successes, trials, confidence) => {
  expect(() => wilsonScoreInterval(successes, trials, { confidence })).toThrow(RangeError);
});
