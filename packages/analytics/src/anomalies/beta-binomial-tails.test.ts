import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaBinomialTails } from './beta-binomial-tails.ts';

test('agrees with exact arithmetic', () => {
  // Products of (b + i) / (a + b + i) in 60 digits (Python's decimal); scipy.stats.betabinom agrees to 5e-7.
  const cases = [
    [2, 10, 9, 1, 0.0005953798523457966, 0.9998917491177554],
    [8, 30, 70.3, 29.9, 1.9545913499332476e-5, 0.9999956040078467],
    [0, 12, 180, 20, 1.193770167729253e-11, 1.0],
    [200, 220, 1500, 400, 0.9999982784671478, 4.403593543303986e-6],
    [17, 400, 0.5, 300, 0.9999930242279591, 1.2773544654839883e-5],
  ] as const;
  for (const [successes, trials, a, b, lower, upper] of cases) {
    const tails = betaBinomialTails(successes, { trials, a, b });
    expect(tails.lower / lower).toBeCloseTo(1, 9);
    expect(tails.upper / upper).toBeCloseTo(1, 9);
  }
});

test('the tails of neighbouring counts share nothing and leave nothing out', () => {
  const shape = fc.double({ min: 0.01, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(199), fc.tuple(shape, shape), (trials, place, [a, b]) => {
      const successes = Math.min(place, trials - 1);
      const { lower } = betaBinomialTails(successes, { trials, a, b });
      const { upper } = betaBinomialTails(successes + 1, { trials, a, b });
      expect(lower + upper).toBeCloseTo(1, 7);
    }),
  );
});

test('a baseline of few calls is less sure than one of many', () => {
  const few = betaBinomialTails(3, { trials: 10, a: 9, b: 1 });
  const many = betaBinomialTails(3, { trials: 10, a: 900, b: 100 });

  expect(few.lower).toBeGreaterThan(100 * many.lower);
});

test('refuses what are no counts and no shapes', () => {
  expect(() => betaBinomialTails(11, { trials: 10, a: 1, b: 1 })).toThrow('11 of 10');
  expect(() => betaBinomialTails(1.5, { trials: 10, a: 1, b: 1 })).toThrow(RangeError);
  expect(() => betaBinomialTails(1, { trials: 10, a: 0, b: 1 })).toThrow(RangeError);
  expect(() => betaBinomialTails(1, { trials: 10, a: 1, b: Number.NaN })).toThrow(RangeError);
});
