import type { TrendDirection, TrendLine, TrendMetric } from '@skills/schema';
import { formatCount, formatDuration, formatPercent } from '@skills/text';
import type { Paint, Style } from '../terminal/style.ts';

export const metricNames: Readonly<Record<TrendMetric, string>> = {
  completion_rate: 'completion rate',
  avg_duration_seconds: 'average duration',
  invocation_count: 'calls a day',
};

const directionNames = {
  improving: 'improving',
  declining: 'declining',
  stable: 'stable',
  insufficient_data: 'too little data',
} as const satisfies Record<TrendDirection, string>;

export function directionText(trend: TrendDirection): string {
  return directionNames[trend];
}

export function directionPaint(trend: TrendDirection, style: Style): Paint {
  if (trend === 'improving') return style.green;
  return trend === 'declining' ? style.red : style.dim;
}

/** A value of the metric: `93 %`, `1.2 s`, `14 calls`. */
export function metricText(value: number | null, metric: TrendMetric): string {
  if (value === null) return '–';
  if (metric === 'completion_rate') return formatPercent(value);
  return metric === 'avg_duration_seconds' ? formatDuration(value) : decimal(value);
}

/** A difference of two values with its sign: `-1.2 points`, `+340 ms`, `+2.5`. */
export function differenceText(difference: number | null, metric: TrendMetric): string {
  if (difference === null) return '–';
  const sign = difference > 0 ? '+' : '';
  const signed = difference < 0 ? '-' : sign;
  if (metric === 'avg_duration_seconds') return `${signed}${formatDuration(Math.abs(difference))}`;
  if (metric === 'invocation_count') return `${sign}${decimal(difference)}`;
  return `${sign}${decimal(difference * 100)} points`;
}

/** `93 % → 64 %, -1 points a day (-1.4 to -0.6)`. */
export function slopeText(
  { startValue, endValue, slopePerDay, slopeLower, slopeUpper }: TrendLine,
  metric: TrendMetric,
): string {
  const bounds = [slopeLower, slopeUpper].map((bound) => differenceText(bound, metric).replace(' points', ''));
  return `${metricText(startValue, metric)} → ${metricText(endValue, metric)}, ${differenceText(slopePerDay, metric)} a day (${bounds.join(' to ')})`;
}

/** `p < 0.001`, `p 0.03`. */
export function probabilityText(probability: number | null): string {
  if (probability === null) return '–';
  return probability < 0.001 ? '<0.001' : probability.toFixed(probability < 0.1 ? 3 : 2);
}

function decimal(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return (value < 0 ? '-' : '') + formatCount(size);
  const figures = size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(figures)));
}
