import { expect, test } from 'vitest';
import { randomBelow, randomBits, shuffledIndices, xoshiro128 } from './random-bits.ts';

test('is xoshiro128**', () => {
  const bits = xoshiro128([1, 2, 3, 4]);

  // prng.di.unimi.it/xoshiro128starstar.c, transcribed to Python integers, from the state 1, 2, 3, 4.
  expect(Array.from({ length: 10 }, bits)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('draws below a bound and shuffles everything', () => {
  const bits = randomBits(3);

  expect(new Set(Array.from({ length: 200 }, () => randomBelow(bits, 5)))).toEqual(new Set([0, 1, 2, 3, 4]));
  expect([...shuffledIndices(50, bits)].toSorted((left, right) => left - right)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  );
});

test('refuses a seed that is not an integer', () => {
  expect(() => randomBits(0.5)).toThrow(RangeError);
  expect(() => randomBits(1, Number.NaN)).toThrow(RangeError);
});
