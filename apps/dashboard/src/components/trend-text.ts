import type { TrendLine, TrendMetric } from '@skills/schema';
import { formatCount, formatDuration, formatPercent } from '@skills/text';

const directions: Readonly<Record<TrendLine['trend'], string>> = {
  improving: 'getting better',
  declining: 'getting worse',
  stable: 'no trend found',
  insufficient_data: 'too little data for a trend',
};

/** Where it is going, in words. */
export function trendText({ trend }: Pick<TrendLine, 'trend'>): string {
  return directions[trend];
}

/** How a value of a metric is written. */
export function metricFormat(metric: TrendMetric): (value: number | null) => string {
  if (metric === 'completion_rate') return formatPercent;
  if (metric === 'avg_duration_seconds') return formatDuration;
  return (value) => (value === null ? '–' : formatCount(value));
}
