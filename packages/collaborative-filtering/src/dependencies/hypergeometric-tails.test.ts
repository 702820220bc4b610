import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hypergeometricTails } from './hypergeometric-tails.ts';

function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let step = 1; step <= k; step += 1) result = (result * BigInt(n - k + step)) / BigInt(step);
  return k < 0 || k > n ? 0n : result;
}

/** Ways of drawing B sessions that hit A in a number of sessions within the bounds, as a fraction of all ways. */
function exactChance(sessions: number, sizes: readonly [number, number], within: (shared: number) => boolean): number {
  const [a, b] = sizes;
  let ways = 0n;
  for (let shared = 0; shared <= Math.min(a, b); shared += 1) {
    if (within(shared)) ways += choose(a, shared) * choose(sessions - a, b - shared);
  }
  return Number((ways * 10n ** 40n) / choose(sessions, b)) / 1e40;
}

test('agrees with counting every way in whole numbers, for all counts', () => {
  const counts = fc
    .integer({ min: 1, max: 90 })
    .chain((sessions) =>
      fc
        .tuple(fc.nat(sessions), fc.nat(sessions))
        .chain(([a, b]) =>
          fc.tuple(
            fc.constant(sessions),
            fc.constant(a),
            fc.constant(b),
            fc.integer({ min: Math.max(0, a + b - sessions), max: Math.min(a, b) }),
          ),
        ),
    );
  fc.assert(
    fc.property(counts, ([sessions, sessionsA, sessionsB, shared]) => {
      const tails = hypergeometricTails({ sessions, sessionsA, sessionsB, shared });

      const exact = {
        upper: exactChance(sessions, [sessionsA, sessionsB], (count) => count >= shared),
        lower: exactChance(sessions, [sessionsA, sessionsB], (count) => count <= shared),
      };
      expect(Math.abs(tails.upper - exact.upper)).toBeLessThanOrEqual(exact.upper * 1e-11 + 1e-39);
      expect(Math.abs(tails.lower - exact.lower)).toBeLessThanOrEqual(exact.lower * 1e-11 + 1e-39);
    }),
    { numRuns: 500 },
  );
});

test('keeps its digits with half a million sessions', () => {
  // scipy.stats.hypergeom.sf(24999, 500000, 100000, 120000) and .cdf(23500, …) have the same order.
  const expected = 24_000;
  const { upper } = hypergeometricTails({ sessions: 500_000, sessionsA: 100_000, sessionsB: 120_000, shared: 25_000 });
  const atMean = hypergeometricTails({ sessions: 500_000, sessionsA: 100_000, sessionsB: 120_000, shared: expected });

  expect(upper).toBeGreaterThan(1e-25);
  expect(upper).toBeLessThan(1e-10);
  expect(atMean.upper + atMean.lower - 1).toBeCloseTo(0.00327, 4);
});

test('refuses counts that contradict each other', () => {
  const counts = { sessions: 10, sessionsA: 8, sessionsB: 7 };

  expect(() => hypergeometricTails({ ...counts, shared: 4 })).toThrow(RangeError);
  expect(() => hypergeometricTails({ ...counts, shared: 8 })).toThrow(RangeError);
  expect(() => hypergeometricTails({ ...counts, shared: 5.5 })).toThrow(RangeError);
});
