import { readFileSync } from 'node:fs';
import { bucketRanges, chooseVariation, growthBookHash } from '@skills/analytics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

type HashVectors = {
  readonly hash: readonly (readonly [seed: string, value: string, version: number, expected: number])[];
  readonly getBucketRange: readonly (readonly [
    name: string,
    input: readonly [variations: number, coverage: number, weights: readonly number[]],
    expected: readonly (readonly [start: number, end: number])[],
  ])[];
  readonly chooseVariation: readonly (readonly [
    name: string,
    hash: number,
    ranges: readonly (readonly [start: number, end: number])[],
    expected: number,
  ])[];
};

const vectors: HashVectors = JSON.parse(
  readFileSync(new URL('./fixtures/growthbook-hash.json', import.meta.url), 'utf8'),
);

describe('agrees with the published vectors of GrowthBook', () => {
  test.each(vectors.hash)('in the hash of seed %s and value %s', (...[seed, value, , expected]) => {
    expect(growthBookHash(seed, value)).toBe(expected);
  });

  test.each(vectors.getBucketRange)('in the ranges of %s', (_name, [variations, coverage, weights], expected) => {
    const ranges = bucketRanges(weights, coverage);

    expect(ranges).toHaveLength(variations);
    ranges.forEach(({ start, end }, index) => {
      expect(start).toBeCloseTo(expected[index]?.[0] ?? Number.NaN, 12);
      expect(end).toBeCloseTo(expected[index]?.[1] ?? Number.NaN, 12);
    });
  });

  test.each(vectors.chooseVariation)('in the choice from %s', (...[, hash, ranges, expected]) => {
    const chosen = chooseVariation(
      hash,
      ranges.map(([start, end]) => ({ start, end })),
    );

    expect(chosen ?? -1).toBe(expected);
  });
});

test('deals users evenly and independently of another seed', () => {
  const users = Array.from({ length: 20_000 }, (_, index) => `user-${index}`);
  const isLow = users.map((user) => [growthBookHash('one', user) < 0.5, growthBookHash('two', user) < 0.5] as const);

  // 4 standard errors of a half and of a quarter of 20,000.
  expect(isLow.filter(([one]) => one).length).toBeGreaterThan(10_000 - 283);
  expect(isLow.filter(([one]) => one).length).toBeLessThan(10_000 + 283);
  expect(isLow.filter(([one, two]) => one && two).length).toBeGreaterThan(5000 - 245);
  expect(isLow.filter(([one, two]) => one && two).length).toBeLessThan(5000 + 245);
});

test('raising the coverage moves nobody who is in the experiment', () => {
  const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);

  fc.assert(
    fc.property(fc.string(), share, fc.tuple(share, share), (user, weight, [some, more]) => {
      const hash = growthBookHash('seed', user);
      const weights = [weight, 1 - weight];
      const [low, high] = [Math.min(some, more), Math.max(some, more)];
      const chosen = chooseVariation(hash, bucketRanges(weights, low));

      expect([undefined, chooseVariation(hash, bucketRanges(weights, high))]).toContain(chosen);
    }),
  );
});

test.each([
  ['a negative coverage', [0.5, 0.5], -0.2],
  ['a coverage above 1', [0.5, 0.5], 1.5],
  ['weights with a sum below 1', [0.4, 0.1], 1],
  ['weights with a sum above 1', [0.7, 0.6], 1],
  ['a weight that is not a number', [Number.NaN, 1], 1],
] as const)('refuses %s, which GrowthBook mends silently', (_name, weights, coverage) => {
  expect(() => bucketRanges(weights, coverage)).toThrow(RangeError);
});

test.each([-0.1, 1, Number.NaN])('refuses the hash %d', (hash) => {
  expect(() => chooseVariation(hash, bucketRanges([0.5, 0.5]))).toThrow(RangeError);
});
