import { referenceVectors } from '@skills/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

test.each(referenceVectors('normal-quantile'))('at %d is what scipy.stats.norm.ppf says', (probability, expected) => {
  const allowed = Math.max(4e-15 * Math.abs(expected ?? 0), 1e-15);

  expect(Math.abs(normalQuantile(probability ?? NaN) - (expected ?? NaN))).toBeLessThanOrEqual(allowed);
});

test('is infinite at the ends', () => {
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
});

test('rises with the probability and mirrors at one half', () => {
  const probability = fc.double({ min: 1e-9, max: 0.5, noNaN: true });

  fc.assert(
    fc.property(probability, probability, (a, b) => {
      expect(normalQuantile(Math.min(a, b))).toBeLessThanOrEqual(normalQuantile(Math.max(a, b)));
      expect(normalQuantile(1 - a)).toBeCloseTo(-normalQuantile(a), 6);
    }),
  );
});

test.each([-1e-9, 1.0001, NaN, Infinity])('refuses %d', (probability) => {
  expect(() => normalQuantile(probability)).toThrow(RangeError);
});
