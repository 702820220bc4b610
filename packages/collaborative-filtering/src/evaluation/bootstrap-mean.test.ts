import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { bootstrapMean } from './bootstrap-mean.ts';

test('is the same for the same seed, and another for another', () => {
  const values = Float64Array.of(0, 1, 1, 0, 0.5);

  expect(bootstrapMean(values, { seed: 2 })).toEqual(bootstrapMean(values, { seed: 2 }));
  expect(bootstrapMean(values, { resamples: 20, seed: 2 })).not.toEqual(
    bootstrapMean(values, { resamples: 20, seed: 3 }),
  );
  expect(bootstrapMean(Float64Array.of(4, 4))).toEqual({ mean: 4, lower: 4, upper: 4 });
});

test('covers the true mean about as often as it says', () => {
  const random = seededRandom(4);
  const samples = 400;
  let covered = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const values = Float64Array.from({ length: 60 }, () => (random() < 0.3 ? 1 : 0));
    const { lower, upper } = bootstrapMean(values, { resamples: 400, seed: sample });
    if (lower <= 0.3 && upper >= 0.3) covered += 1;
  }

  // Binomial with 0.95: five standard errors below and above, and a little for the small sample.
  expect(covered / samples).toBeGreaterThan(0.88);
  expect(covered / samples).toBeLessThanOrEqual(1);
});

test('refuses no values', () => {
  expect(() => bootstrapMean(new Float64Array(0))).toThrow('no values');
});
