import type { MetricResult } from '@skills/schema';
import { mannWhitneyU } from '../inference/mann-whitney-u.ts';
import { welchTTest } from '../inference/t-test.ts';
import { twoProportionTest } from '../inference/two-proportion-test.ts';
import type { MetricSample, MetricSamples } from './metric-sample.ts';
import { userMeans } from './sample-changes.ts';

const none: MetricResult['tests'] = { welch: null, twoProportion: null, mannWhitney: null };

/**
 * The textbook's tests, treatment against control, on one value per user, each where it fits: Welch's on the users' own
 * means, the z-test of two proportions where every user has a single yes or no, Mann-Whitney elsewhere. None for arms
 * that share users, which are not independent.
 */
export function classicTests({ control, treatment }: MetricSamples): MetricResult['tests'] {
  const means = { control: userMeans(control), treatment: userMeans(treatment) };
  if (means.control.length === 0 || means.treatment.length === 0) return none;
  const isBinary = hasOneYesOrNo(control) && hasOneYesOrNo(treatment);
  const welch = welchTTest(means.treatment, means.control);
  return {
    welch:
      welch.kind === 'tested'
        ? { statistic: welch.t, degreesOfFreedom: welch.degreesOfFreedom, pValue: welch.pValue }
        : null,
    twoProportion: isBinary ? proportions(means.control, means.treatment) : null,
    mannWhitney: isBinary ? null : ranks(means.control, means.treatment),
  };
}

function hasOneYesOrNo({ numerators, denominators }: MetricSample): boolean {
  return numerators.every((numerator, index) => denominators[index] === 1 && (numerator === 0 || numerator === 1));
}

function proportions(control: Float64Array, treatment: Float64Array): MetricResult['tests']['twoProportion'] {
  const test = twoProportionTest(successes(treatment), successes(control));
  return test.kind === 'tested' ? { statistic: test.z, degreesOfFreedom: null, pValue: test.pValue } : null;
}

function successes(values: Float64Array): { readonly successes: number; readonly trials: number } {
  return { successes: values.reduce((sum, value) => sum + value, 0), trials: values.length };
}

function ranks(control: Float64Array, treatment: Float64Array): MetricResult['tests']['mannWhitney'] {
  const test = mannWhitneyU(treatment, control);
  return test.kind === 'tested' ? { statistic: test.u, degreesOfFreedom: null, pValue: test.pValue } : null;
}
