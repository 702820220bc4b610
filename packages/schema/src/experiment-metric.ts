import type { ExperimentMetric } from './experiment.ts';
import type { ExperimentMetricName } from './experiment-words.ts';

/** A metric with the direction that is usually wanted: shorter is better, and more of everything else. */
export function experimentMetric(
  metric: ExperimentMetricName,
  settings: Partial<Omit<ExperimentMetric, 'metric'>> = {},
): ExperimentMetric {
  return {
    metric,
    role: 'goal',
    better: metric === 'duration_seconds' ? 'lower' : 'higher',
    margin: null,
    ...settings,
  };
}
