import type { MetricSample, MetricSamples, UserColumns } from './metric-sample.ts';
import { winsorLimits } from './winsorise.ts';

export type WinsorizedSamples = { readonly samples: MetricSamples; readonly limit: number };

/**
 * Cuts the users' own means at a quantile of all users of both arms, so that one run that hung for a day does not decide
 * an experiment. The limit is one for both arms and blind to them.
 *
 * @param probability - of the quantile, in (0.5, 1)
 */
export function winsorizedSamples(samples: MetricSamples, probability: number): WinsorizedSamples {
  const { control, treatment } = samples;
  const means = new Float64Array(control.users.length + treatment.users.length);
  means.set(userMeans(control), 0);
  means.set(userMeans(treatment), control.users.length);
  const limits = winsorLimits(means, { upperQuantile: probability });
  const cut = (sample: MetricSample): MetricSample => ({ ...sample, numerators: cutNumerators(sample, limits.upper) });
  return { samples: { control: cut(control), treatment: cut(treatment) }, limit: limits.upper };
}

function cutNumerators({ numerators, denominators }: MetricSample, limit: number): Float64Array {
  const cut = new Float64Array(numerators.length);
  for (let index = 0; index < cut.length; index += 1) {
    cut[index] = Math.min(numerators[index] ?? 0, limit * (denominators[index] ?? 0));
  }
  return cut;
}

/** Numerator over denominator of each user. */
export function userMeans({ numerators, denominators }: UserColumns): Float64Array {
  const means = new Float64Array(numerators.length);
  for (let index = 0; index < means.length; index += 1) {
    means[index] = (numerators[index] ?? 0) / (denominators[index] ?? 1);
  }
  return means;
}

/**
 * Adds to an arm a user who always succeeded and one who never did, each with as many outcomes as the average. An arm in
 * which all succeeded otherwise has no variance, and would be as sure of five users as of five thousand.
 *
 * @see Agresti and Caffo (2000), The American Statistician 54(4):280-288, doi:10.1080/00031305.2000.10474560
 */
export function withTwoMoreUsers(sample: MetricSample): MetricSample {
  const length = sample.users.length;
  const mean = sample.denominators.reduce((sum, denominator) => sum + denominator, 0) / length;
  const longer = (column: Float64Array, first: number, second: number): Float64Array => {
    const copy = new Float64Array(length + 2);
    copy.set(column, 0);
    copy[length] = first;
    copy[length + 1] = second;
    return copy;
  };
  return {
    users: longer(sample.users, -1, -2),
    numerators: longer(sample.numerators, mean, 0),
    denominators: longer(sample.denominators, mean, mean),
    before: null,
  };
}
