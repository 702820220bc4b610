import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonScoreInterval } from '../inference/wilson-score-interval.ts';
import { probabilityInterval, reliabilityBins } from './reliability.ts';
import { scoreInterval } from './score-interval.ts';

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), {
  minLength: 1,
  maxLength: 120,
});

test('bins hold every row once, in order, with equal probabilities together', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 12 }), (list, count) => {
      const probabilities = Float64Array.from(list, ([twentieth]) => twentieth / 20);
      const labels = Uint8Array.from(list, ([, label]) => label);

      const bins = reliabilityBins(probabilities, labels, count);

      expect(bins.length).toBeLessThanOrEqual(count);
      expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(list.length);
      expect(bins.reduce((sum, { rows, observedRate }) => sum + rows * observedRate, 0)).toBeCloseTo(
        labels.reduce((sum, label) => sum + label, 0),
        9,
      );
      expect(bins.every(({ from }, index) => index === 0 || from > (bins[index - 1]?.to ?? 0))).toBe(true);
    }),
  );
});

test('an interval holds the probability, and what events rated alike did', () => {
  fc.assert(
    fc.property(pairs, fc.double({ min: 0, max: 1, noNaN: true }), (list, probability) => {
      const bins = reliabilityBins(
        Float64Array.from(list, ([twentieth]) => twentieth / 20),
        Uint8Array.from(list, ([, label]) => label),
        8,
      );

      const { lower, upper } = probabilityInterval(bins, probability);

      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(1);
      expect(lower).toBeLessThanOrEqual(probability);
      expect(upper).toBeGreaterThanOrEqual(probability);
    }),
  );
});

test('more events make it narrower, a bin that was off makes it wider', () => {
  const bin = { from: 0.7, to: 0.9, meanProbability: 0.8, observedRate: 0.8 };
  const width = (bins: Parameters<typeof probabilityInterval>[0]): number => {
    const { lower, upper } = probabilityInterval(bins, 0.8);
    return upper - lower;
  };

  expect(width([{ ...bin, rows: 1_000 }])).toBeLessThan(width([{ ...bin, rows: 50 }]));
  expect(width([{ ...bin, rows: 1_000, observedRate: 0.6 }])).toBeGreaterThan(0.2);
});

test('for whole successes the interval of a rate is Wilson’s', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (trials, some) => {
      const successes = some % (trials + 1);
      const expected = wilsonScoreInterval(successes, trials);
      const { lower, upper } = scoreInterval(successes / trials, trials);

      expect(lower).toBeCloseTo(expected.lower, 12);
      expect(upper).toBeCloseTo(expected.upper, 12);
    }),
  );
});

test('what is out of range is refused by its value', () => {
  expect(() => scoreInterval(1.2, 10)).toThrow('got 1.2');
  expect(() => scoreInterval(0.5, 0)).toThrow('got 0');
  expect(() => scoreInterval(Number.NaN, 5)).toThrow('got NaN');
  expect(() => probabilityInterval([], 0.5)).toThrow('got none');
  expect(() => reliabilityBins(Float64Array.of(0.5), Uint8Array.of(), 3)).toThrow('got 0');
});
