import { formatDuration, formatPercent } from '@skills/text';
import { formatPoints } from '../../format/signed.ts';

/** A value of a metric in its unit. */
export function metricValue(metric: string, value: number | null): string {
  if (value === null) return '–';
  if (metric.includes('rate')) return formatPercent(value);
  return metric.includes('duration') ? formatDuration(value) : value.toFixed(2);
}

/** A difference of two values, with its sign. */
export function signedMetricValue(metric: string, value: number | null): string {
  if (value === null) return '–';
  if (metric.includes('rate')) return formatPoints(value);
  const text = metric.includes('duration') ? formatDuration(Math.abs(value)) : Math.abs(value).toFixed(2);
  return `${value < 0 ? '−' : '+'}${text}`;
}
