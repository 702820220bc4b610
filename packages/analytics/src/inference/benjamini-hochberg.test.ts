import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';

test('agrees with scipy', () => {
  // scipy.stats.false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.9])
  const expected = [0.025, 0.05, 0.05, 0.025, 0.9];
  benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.9]).forEach((q, index) =>
    expect(q).toBeCloseTo(expected[index] ?? 0, 12),
  );
});

test('never makes a p-value smaller, and keeps the order of the p-values', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }), (pValues) => {
      const qValues = benjaminiHochberg(pValues);

      qValues.forEach((q, index) => expect(q).toBeGreaterThanOrEqual((pValues[index] ?? 1) * (1 - 1e-12)));
      const byP = pValues.map((p, index) => ({ p, q: qValues[index] ?? 1 })).toSorted((a, b) => a.p - b.p);
      const rising = byP.map(({ q }) => q);
      expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    }),
  );
});

test('gives nothing for nothing and refuses what is no probability', () => {
  expect(benjaminiHochberg([])).toEqual([]);
  expect(() => benjaminiHochberg([1.1])).toThrow(RangeError);
});
