import {
  bayesianEffectTest,
  effectOfArms,
  meanOfUsers,
  momentsFromSums,
  proportionOfUsers,
  relativeEffectOfArms,
  sequentialEffectTest,
  twoSidedEffectTest,
  type EffectEstimate,
} from '@skills/analytics';
import { describe, expect, test } from 'vitest';
import { differences, referenceCases, type ReferenceCase } from './reference-cases.ts';

const cases = referenceCases('gbstats-reference');

const methods = new Map<string, (estimate: EffectEstimate) => { readonly [key: string]: unknown }>([
  ['gbstats_frequentist_two_sided', (estimate) => frequentist(estimate, twoSidedEffectTest(estimate))],
  ['gbstats_sequential_two_sided', (estimate) => frequentist(estimate, sequentialEffectTest(estimate))],
  ['gbstats_bayesian', bayesian],
]);

describe('agrees with gbstats', () => {
  test.each(cases)('in case $id', (reference) => {
    const compute = methods.get(reference.method);
    const { errorMessage, pValueErrorMessage, riskType, ...figures } = reference.expected;
    const estimate = effectOf(reference);

    expect(compute, `no function for the method ${reference.method}`).toBeDefined();
    expect(pValueErrorMessage ?? null).toBeNull();
    expect(riskType ?? reference.differenceType).toBe(reference.differenceType);
    // Where an arm has no variance gbstats gives zeros with an error message, we say what is missing.
    expect(errorMessage === null ? ['estimated'] : ['no-variation', 'insufficient-data']).toContain(estimate.kind);
    // gbstats has 0 for p-values below 1e-16, as it subtracts from 1.
    const actual = estimate.kind === 'estimated' ? compute?.(estimate) : withoutVariation;
    const tolerance = {
      relative: 1e-9,
      absolute: reference.method.includes('frequentist') ? 1e-15 : 1e-300,
    };
    expect(differences(actual, figures, tolerance)).toEqual([]);
  });

  test('in as many cases as the file has', () => {
    expect(cases).toHaveLength(84);
  });
});

const withoutVariation = {
  expected: 0,
  ci: [0, 0],
  uplift: { dist: 'normal', mean: 0, stddev: 0 },
  pValue: 1,
  chanceToWin: 0.5,
  risk: [0, 0],
};

function effectOf({ metric, differenceType, input }: ReferenceCase): ReturnType<typeof effectOfArms> {
  const [control, treatment] = [armOf(metric, input, 'A'), armOf(metric, input, 'B')];
  return differenceType === 'absolute' ? effectOfArms(control, treatment) : relativeEffectOfArms(control, treatment);
}

function armOf(
  metric: ReferenceCase['metric'],
  input: ReferenceCase['input'],
  arm: 'A' | 'B',
): ReturnType<typeof meanOfUsers> {
  const [users, sum, sumOfSquares] = [`n${arm}`, `sum${arm}`, `sumSquares${arm}`].map((key) => Number(input[key]));
  if (users === undefined || sum === undefined || sumOfSquares === undefined) throw new Error('an arm lacks its sums');
  return metric === 'proportion'
    ? proportionOfUsers({ successes: sum, trials: users })
    : meanOfUsers(momentsFromSums({ users, sum, sumOfSquares }));
}

function frequentist(
  { effect, variance }: EffectEstimate,
  { pValue, interval }: ReturnType<typeof twoSidedEffectTest>,
): { readonly [key: string]: unknown } {
  return {
    expected: effect,
    ci: [interval.lower, interval.upper],
    uplift: { dist: 'normal', mean: effect, stddev: Math.sqrt(variance) },
    pValue,
  };
}

function bayesian(estimate: EffectEstimate): { readonly [key: string]: unknown } {
  const { effect, standardDeviation, interval, chanceToBeatControl, expectedLoss } = bayesianEffectTest(estimate);
  return {
    expected: effect,
    ci: [interval.lower, interval.upper],
    uplift: { dist: 'normal', mean: effect, stddev: standardDeviation },
    chanceToWin: chanceToBeatControl,
    risk: [expectedLoss.control, expectedLoss.treatment],
  };
}
