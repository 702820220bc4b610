import type { TrendMetric } from '@skills/schema';

/** What a trend may be drawn of. */
export const metricChoices: readonly { readonly value: TrendMetric; readonly label: string }[] = [
  { value: 'completion_rate', label: 'Share that works' },
  { value: 'avg_duration_seconds', label: 'Duration' },
  { value: 'invocation_count', label: 'Calls a day' },
];
