import fc from 'fast-check';
import { expect, test } from 'vitest';
import { armEstimate, userRatio } from './user-ratio.ts';

const columns = (numerators: readonly number[], denominators: readonly number[]) => ({
  numerators: Float64Array.from(numerators),
  denominators: Float64Array.from(denominators),
});

test('with equal denominators the variance is that of a mean of users', () => {
  const sample = columns([1, 4, 2, 8, 5], [1, 1, 1, 1, 1]);
  const ratio = userRatio(sample);
  if (ratio === undefined) throw new Error('no ratio');

  // numpy: np.var([1, 4, 2, 8, 5], ddof=1) / 5
  expect(armEstimate(ratio, sample.denominators)).toEqual({
    users: 5,
    value: 4,
    variance: expect.closeTo(1.5, 12),
    degreesOfFreedom: expect.closeTo(4, 12),
  });
});

test('the value is a ratio of sums, not a mean of ratios', () => {
  const ratio = userRatio(columns([1, 0, 9], [1, 1, 10]));

  expect(ratio?.value).toBeCloseTo(10 / 12, 12);
});

test('a user with almost all of the outcomes leaves next to no degrees of freedom', () => {
  const sample = columns([500, 1, 0, 1], [1000, 1, 1, 1]);
  const ratio = userRatio(sample);
  if (ratio === undefined) throw new Error('no ratio');

  expect(armEstimate(ratio, sample.denominators).degreesOfFreedom).toBe(1);
});

test('without any denominator there is no ratio', () => {
  expect(userRatio(columns([], []))).toBeUndefined();
  expect(userRatio(columns([0, 0], [0, 0]))).toBeUndefined();
});

test('deviations sum to nothing, whatever the users did', () => {
  const user = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 100 }));
  fc.assert(
    fc.property(fc.array(user, { minLength: 1, maxLength: 50 }), (users) => {
      const ratio = userRatio(
        columns(
          users.map(([numerator]) => numerator),
          users.map(([, denominator]) => denominator),
        ),
      );
      const sum = ratio?.deviations.reduce((total, deviation) => total + deviation, 0) ?? Number.NaN;

      expect(Math.abs(sum)).toBeLessThan(1e-7);
    }),
  );
});
