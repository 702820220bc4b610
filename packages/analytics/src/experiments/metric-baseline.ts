import type { ExperimentMetricName, ExperimentUnits } from '@skills/schema';
import { metricSamples } from './metric-sample.ts';
import { armEstimate, userRatio } from './user-ratio.ts';

export type MetricBaseline = {
  readonly users: number;
  readonly value: number;
  /** Of one user's pull on the value: `variance of the value × users`. */
  readonly userVariance: number;
};

/**
 * How users are without an experiment, to plan one with.
 *
 * @param units - all in the control arm
 * @returns `undefined` when fewer than two users have the metric, or they do not vary
 */
export function metricBaseline(units: ExperimentUnits, metric: ExperimentMetricName): MetricBaseline | undefined {
  const { control } = metricSamples(units, metric);
  const ratio = userRatio(control);
  if (ratio === undefined || ratio.users < 2) return undefined;
  const { users, value, variance } = armEstimate(ratio, control.denominators);
  return variance > 0 ? { users, value, userVariance: variance * users } : undefined;
}
