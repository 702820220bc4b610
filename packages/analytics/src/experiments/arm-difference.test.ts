import { expect, test } from 'vitest';
import { independentDifference, sharedDifference } from './arm-difference.ts';
import { armEstimate, userRatio } from './user-ratio.ts';

const arm = (values: readonly number[], users: readonly number[] = values.keys().toArray()) => {
  const denominators = new Float64Array(values.length).fill(1);
  const ratio = userRatio({ numerators: Float64Array.from(values), denominators });
  if (ratio === undefined) throw new Error('no ratio');
  return { ratio, users: Float64Array.from(users), estimate: armEstimate(ratio, denominators) };
};

test('arms that share no user differ as in the test of Welch', () => {
  const difference = independentDifference(arm([1, 2, 3, 4]).estimate, arm([2, 4, 6, 8, 10]).estimate);

  // scipy.stats.ttest_ind([2, 4, 6, 8, 10], [1, 2, 3, 4], equal_var=False): t = 2.25144, df = 5.5208
  expect(difference.effect).toBe(3.5);
  expect(difference.effect / Math.sqrt(difference.variance)).toBeCloseTo(2.2514363, 6);
  expect(difference.degreesOfFreedom).toBeCloseTo(5.5208, 3);
});

test('arms of the same users differ as in the paired t-test', () => {
  const before = arm([10, 20, 30, 40], [1, 2, 3, 4]);
  const after = arm([44, 12, 21, 35], [4, 1, 2, 3]);

  const difference = sharedDifference(before, after);

  // scipy.stats.ttest_rel([12, 21, 35, 44], [10, 20, 30, 40]): t = 3.286335345030997, df = 3
  expect(difference.effect).toBe(3);
  expect(difference.effect / Math.sqrt(difference.variance)).toBeCloseTo(3.286335345030997, 10);
  expect(difference.degreesOfFreedom).toBe(3);
});

test('arms of other users are no nearer for being asked as if they shared some', () => {
  const control = arm([1, 2, 3, 4], [1, 2, 3, 4]);
  const treatment = arm([2, 4, 6, 8], [5, 6, 7, 8]);

  const shared = sharedDifference(control, treatment);

  expect(shared.covariance).toBe(0);
  expect(shared.effect).toBe(2.5);
});
