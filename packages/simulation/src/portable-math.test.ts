import fc from 'fast-check';
import { expect, test } from 'vitest';
import { portableExp, portableLog } from './portable-math.ts';

test('agrees with the logarithm of the engine', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      const expected = Math.log(x);
      expect(Math.abs(portableLog(x) - expected)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(expected)));
    }),
  );
});

test('agrees with the exponential function of the engine', () => {
  fc.assert(
    fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
      expect(portableExp(x) / Math.exp(x)).toBeCloseTo(1, 12);
    }),
  );
});

test('refuses what has no finite answer', () => {
  expect(() => portableLog(0)).toThrow(RangeError);
  expect(() => portableLog(Infinity)).toThrow(RangeError);
  expect(() => portableExp(701)).toThrow(RangeError);
  expect(() => portableExp(NaN)).toThrow(RangeError);
});
