import { expect, test } from 'vitest';
import type { MetricSample } from './metric-sample.ts';
import { userMeans, winsorizedSamples, withTwoMoreUsers } from './sample-changes.ts';

const sample = (numerators: readonly number[], denominators: readonly number[]): MetricSample => ({
  users: Float64Array.from(numerators.keys()),
  numerators: Float64Array.from(numerators),
  denominators: Float64Array.from(denominators),
  before: null,
});

test('users beyond the quantile of both arms together are cut to it, and keep their weight', () => {
  const { samples, limit } = winsorizedSamples(
    { control: sample([1, 4, 6], [1, 2, 2]), treatment: sample([400, 4], [4, 1]) },
    0.75,
  );

  // numpy.quantile([1, 2, 3, 100, 4], 0.75)
  expect(limit).toBe(4);
  expect(Array.from(samples.control.numerators)).toEqual([1, 4, 6]);
  expect(Array.from(samples.treatment.numerators)).toEqual([16, 4]);
});

test('two more users are one who always succeeds and one who never does, of average weight', () => {
  const longer = withTwoMoreUsers(sample([3, 5], [3, 5]));

  expect(Array.from(longer.numerators)).toEqual([3, 5, 4, 0]);
  expect(Array.from(longer.denominators)).toEqual([3, 5, 4, 4]);
  expect(Array.from(userMeans(longer))).toEqual([1, 1, 1, 0]);
});
