import type { ExperimentMetricName } from '@skills/schema';
import { formatDuration } from '@skills/text';

const metricTexts = {
  completion_rate: 'completion rate',
  duration_seconds: 'duration',
  user_rating: 'rating',
  invocation_count: 'calls per user',
  activation_rate: 'users who used it',
} as const satisfies Record<ExperimentMetricName, string>;

export function metricText(metric: ExperimentMetricName): string {
  return metricTexts[metric];
}

/** A value of a metric in its unit; `–` for none. */
export function valueText(metric: ExperimentMetricName, value: number | null): string {
  if (value === null) return '–';
  if (isRate(metric)) return `${(value * 100).toFixed(1)} %`;
  return metric === 'duration_seconds' ? formatDuration(value) : value.toFixed(2);
}

/** A difference of a metric, with its sign; rates in percentage points. */
export function differenceText(metric: ExperimentMetricName, difference: number | null): string {
  if (difference === null) return '–';
  const sign = difference < 0 ? '-' : '+';
  const size = Math.abs(difference);
  if (isRate(metric)) return `${sign}${(size * 100).toFixed(1)} pp`;
  return `${sign}${metric === 'duration_seconds' ? formatDuration(size) : size.toFixed(2)}`;
}

/** A p-value with what digits it has to say. */
export function pText(pValue: number | null): string {
  if (pValue === null) return '–';
  if (pValue < 0.0001) return '<0.0001';
  return pValue < 0.01 ? pValue.toFixed(4) : pValue.toFixed(3);
}

function isRate(metric: ExperimentMetricName): boolean {
  return metric === 'completion_rate' || metric === 'activation_rate';
}
