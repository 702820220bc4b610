import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PairIndex } from './pair-index.ts';

test('numbers each pair once, in the order of coming', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -3, max: 90 })), {
    maxLength: 4000,
    size: 'max',
  });
  fc.assert(
    fc.property(pairs, (of) => {
      const index = new PairIndex();
      const numbers = of.map(([first, second]) => index.numberOf(first, second));
      const names = [...new Set(of.map(String))];

      expect(index.size).toBe(names.length);
      expect(numbers).toEqual(of.map((pair) => names.indexOf(String(pair))));
      expect([...index.firsts].map((first, number) => `${first},${index.seconds[number]}`)).toEqual(names);
    }),
    { numRuns: 30 },
  );
});
