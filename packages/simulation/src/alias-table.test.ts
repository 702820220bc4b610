import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliasTable, drawIndex } from './alias-table.ts';

test('gives every index exactly its share of the unit interval', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 })
    .filter((list) => list.some((weight) => weight > 0));

  fc.assert(
    fc.property(weights, (list) => {
      const { keep, alias } = aliasTable(list);
      const shares = list.map(() => 0);
      for (const [index, kept] of keep.entries()) {
        shares[index] = (shares[index] ?? 0) + kept / list.length;
        const other = alias[index] ?? 0;
        shares[other] = (shares[other] ?? 0) + (1 - kept) / list.length;
      }
      const total = list.reduce((sum, weight) => sum + weight, 0);
      for (const [index, weight] of list.entries()) expect(shares[index]).toBeCloseTo(weight / total, 9);
    }),
  );
});

test('never draws an index of weight 0', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (uniform) => {
      expect(drawIndex(aliasTable([0, 2, 0, 1]), uniform) % 2).toBe(1);
    }),
  );
});

test('refuses weights that cannot be drawn from', () => {
  expect(() => aliasTable([])).toThrow(RangeError);
  expect(() => aliasTable([0, 0])).toThrow(RangeError);
  expect(() => aliasTable([1, -1, 2])).toThrow(RangeError);
});
