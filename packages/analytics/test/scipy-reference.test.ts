import { studentTTest, welchTTest, type TTest } from '@skills/analytics';
import { describe, expect, test } from 'vitest';
import { differences, referenceCases } from './reference-cases.ts';
import { scipyMethods } from './scipy-methods.ts';

const cases = referenceCases('scipy-reference');

// Tail probabilities are compared relatively down to 1e-300; other values, such as a slope of 0, down to 1e-15.
const tailMethods = new Set(['normal_cdf', 't_cdf', 'chi2_cdf', 'beta_cdf', 'srm_chi2', 'welch_t_summary']);

describe('agrees with SciPy', () => {
  test.each(cases)('in case $id', ({ method, input, expected, relTol = 1e-9 }) => {
    const compute = scipyMethods.get(method);
    const absolute = tailMethods.has(method) ? 1e-300 : 1e-15;
    const { ci95, ...others } = expected;

    expect(compute, `no function for the method ${method}`).toBeDefined();
    expect(differences(compute?.(input), others, { relative: relTol, absolute })).toEqual([]);
    // SciPy 1.10's own t.ppf is off by up to 4e-9; the file allows the t quantile 1e-7, and so an interval made of it.
    const interval = ci95 === undefined ? {} : { ci95 };
    expect(differences(compute?.(input), interval, { relative: 1e-7, absolute })).toEqual([]);
  });

  test('in as many cases as the file has', () => {
    expect(cases).toHaveLength(145);
  });
});

// The five cases whose interval SciPy 1.10 gives with an error above the case's own tolerance; from mpmath, 40 digits.
test.each([
  ['welch_t-02', welchTTest, -1.5510424013616, 3.4688422413616],
  ['student_t-02', studentTTest, -6.2383667279822, 8.1561665679822],
  ['welch_t-03', welchTTest, -9.4185228300711, 4.4185228300711],
  ['welch_t-08', welchTTest, -1.2090239802044, -0.016128512318802],
  ['student_t-08', studentTTest, -1.208388153632, -0.016764338891185],
] as const)('the interval of %s is right to twelve digits', (...[id, compute, lower, upper]) => {
  const found = intervalOf(compute(listOf(id, 'a'), listOf(id, 'b')));

  expect(found.lower / lower).toBeCloseTo(1, 12);
  expect(found.upper / upper).toBeCloseTo(1, 12);
});

function listOf(id: string, key: 'a' | 'b'): readonly number[] {
  const list = cases.find((reference) => reference.id === id)?.input[key];
  return Array.isArray(list) ? list.map(Number) : [];
}

function intervalOf(found: TTest): { lower: number; upper: number } {
  if (found.kind === 'insufficient-data') throw new Error('the case has too few values');
  return found.interval;
}
