import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom, xoshiro128 } from './seeded-random.ts';

function firstOf(seed: number, stream: number): readonly number[] {
  return Array.from({ length: 8 }, seededRandom(seed, stream));
}

test('is xoshiro128**', () => {
  const random = xoshiro128([1, 2, 3, 4]);

  // prng.di.unimi.it/xoshiro128starstar.c, transcribed to Python integers, from the state 1, 2, 3, 4.
  expect(Array.from({ length: 10 }, () => random() * 2 ** 32)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('gives the same numbers for the same seed and stream, and others for another', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 100 }), (seed, stream) => {
      expect(firstOf(seed, stream)).toEqual(firstOf(seed, stream));
      expect(firstOf(seed, stream)).not.toEqual(firstOf(seed + 1, stream));
      expect(firstOf(seed, stream)).not.toEqual(firstOf(seed, stream + 1));
    }),
  );
});

test('fills [0, 1) evenly', () => {
  const random = seededRandom(42);
  const counts = Array.from({ length: 16 }, () => 0);
  const draws = 160_000;
  for (let draw = 0; draw < draws; draw += 1) {
    const bin = Math.floor(random() * 16);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }

  const chiSquare = counts.reduce((sum, count) => sum + (count - draws / 16) ** 2 / (draws / 16), 0);
  // scipy.stats.chi2.ppf(0.9999, 15)
  expect(chiSquare).toBeLessThan(44.26);
});

test('refuses a seed that is not an integer', () => {
  expect(() => seededRandom(0.5)).toThrow(RangeError);
  expect(() => seededRandom(1, NaN)).toThrow(RangeError);
});
