import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newcombeInterval, twoProportionTest, waldInterval } from './two-proportion-test.ts';

const counts = fc
  .integer({ min: 1, max: 10_000 })
  .chain((trials) => fc.record({ successes: fc.integer({ min: 0, max: trials }), trials: fc.constant(trials) }));

test('gives Newcombe’s interval of his own example', () => {
  // Newcombe (1998), table II (a), method 10: 56/70 against 48/80.
  const { lower, upper } = newcombeInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 });

  expect(lower).toBeCloseTo(0.0524, 4);
  expect(upper).toBeCloseTo(0.3339, 4);
});

test('has an interval that holds the difference and stays inside [-1, 1]', () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const { lower, upper } = newcombeInterval(a, b);
      const difference = a.successes / a.trials - b.successes / b.trials;

      expect(lower).toBeLessThanOrEqual(difference);
      expect(upper).toBeGreaterThanOrEqual(difference);
      expect(lower).toBeGreaterThanOrEqual(-1 - 1e-12);
      expect(upper).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test('does not collapse at no or all successes, as Wald’s does', () => {
  const none = { successes: 0, trials: 50 };

  expect(waldInterval(none, none)).toEqual({ lower: 0, upper: 0 });
  expect(newcombeInterval(none, none).upper).toBeGreaterThan(0.05);
});

test('changes its sign and nothing else when the groups change places', () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const [one, other] = [twoProportionTest(a, b), twoProportionTest(b, a)];
      if (one.kind === 'insufficient-data' || other.kind === 'insufficient-data') throw new Error('both have trials');

      expect(one.z).toBeCloseTo(-other.z, 12);
      expect(one.pValue).toBe(other.pValue);
      expect(one.interval.lower).toBeCloseTo(-other.interval.upper, 12);
    }),
  );
});

test('says so when nothing varies or a group is empty', () => {
  const all = { successes: 5, trials: 5 };

  expect(twoProportionTest(all, all)).toMatchObject({ kind: 'no-variation', z: 0, pValue: 1, difference: 0 });
  expect(twoProportionTest({ successes: 0, trials: 0 }, all)).toEqual({
    kind: 'insufficient-data',
    required: 1,
    actual: 0,
  });
});

test.each([
  [{ successes: 3, trials: 2 }, 0.95],
  [{ successes: 0.5, trials: 2 }, 0.95],
  [{ successes: -1, trials: 2 }, 0.95],
  [{ successes: Number.NaN, trials: 2 }, 0.95],
  [{ successes: 1, trials: 2 }, 0],
])('refuses %j at confidence %d', (a, confidence) => {
  expect(() => twoProportionTest(a, { successes: 1, trials: 2 }, { confidence })).toThrow(RangeError);
  expect(() => waldInterval(a, { successes: 1, trials: 2 }, { confidence })).toThrow(RangeError);
});

test('Wald’s refuses an empty group', () => {
  expect(() => waldInterval({ successes: 0, trials: 0 }, { successes: 1, trials: 2 })).toThrow(RangeError);
});
