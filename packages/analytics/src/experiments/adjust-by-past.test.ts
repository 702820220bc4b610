import { expect, test } from 'vitest';
import { adjustByPast } from './adjust-by-past.ts';
import type { MetricSample } from './metric-sample.ts';

const sample = (now: readonly number[], past: readonly number[] | null): MetricSample => {
  const ones = new Float64Array(now.length).fill(1);
  return {
    users: Float64Array.from(now.keys()),
    numerators: Float64Array.from(now),
    denominators: ones,
    before: past === null ? null : { numerators: Float64Array.from(past), denominators: ones },
  };
};

test('a past that says everything leaves no deviation', () => {
  const adjusted = adjustByPast({
    control: sample([1, 2, 3, 4], [1, 2, 3, 4]),
    treatment: sample([11, 12, 13, 14], [1, 2, 3, 4]),
  });

  expect(adjusted?.theta).toBeCloseTo(1, 12);
  expect(Array.from(adjusted?.control.deviations ?? [])).toEqual([0, 0, 0, 0]);
  expect((adjusted?.treatment.value ?? 0) - (adjusted?.control.value ?? 0)).toBeCloseTo(10, 12);
});

test('an arm whose users were better before is not credited for it', () => {
  const adjusted = adjustByPast({
    control: sample([1, 2, 3, 4], [1, 2, 3, 4]),
    treatment: sample([3, 4, 5, 6], [3, 4, 5, 6]),
  });

  expect((adjusted?.treatment.value ?? 1) - (adjusted?.control.value ?? 0)).toBeCloseTo(0, 12);
});

test('the slope is that of a regression on the past with one intercept per arm', () => {
  const adjusted = adjustByPast({
    control: sample([2, 1, 4, 3], [1, 2, 3, 5]),
    treatment: sample([5, 9, 6, 8], [2, 6, 3, 4]),
  });

  // Covariances over variances of the arms, by hand: (3.5 + 9) / (8.75 + 8.75).
  expect(adjusted?.theta).toBeCloseTo(5 / 7, 12);
});

test('without a past, or one that does not vary, nothing is adjusted', () => {
  expect(adjustByPast({ control: sample([1, 2], null), treatment: sample([1, 2], null) })).toBeUndefined();
  expect(adjustByPast({ control: sample([1, 2], [3, 3]), treatment: sample([1, 2], [3, 3]) })).toBeUndefined();
});
