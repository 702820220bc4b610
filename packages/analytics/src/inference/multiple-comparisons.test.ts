import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { bonferroni } from './bonferroni.ts';
import { holm } from './holm.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });

test('Holm’s lies between Benjamini and Hochberg’s and Bonferroni’s', () => {
  fc.assert(
    fc.property(pValues, (p) => {
      const [low, middle, high] = [benjaminiHochberg(p), holm(p), bonferroni(p)];

      middle.forEach((adjusted, index) => {
        expect(adjusted).toBeGreaterThanOrEqual((low[index] ?? 0) * (1 - 1e-12));
        expect(adjusted).toBeLessThanOrEqual((high[index] ?? 1) * (1 + 1e-12));
      });
    }),
  );
});

test('Holm’s keeps the order of the p-values, whatever their order of place', () => {
  fc.assert(
    fc.property(pValues, (p) => {
      const reversed = holm(p.toReversed()).toReversed();

      expect(holm(p)).toEqual(reversed);
      expect(holm(p.toSorted((a, b) => a - b))).toEqual(holm(p).toSorted((a, b) => a - b));
    }),
  );
});

test('one p-value stays as it is, none gives none, and what is none is refused', () => {
  expect(holm([0.03])).toEqual([0.03]);
  expect(bonferroni([])).toEqual([]);
  expect(() => holm([0.5, -0.1])).toThrow('-0.1');
  expect(() => bonferroni([Number.NaN])).toThrow('NaN');
});
