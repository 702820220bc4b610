import type { AnomalyRow } from '@skills/schema';
import { formatCount, formatDuration, formatPercent, safeText } from '@skills/text';

/** An anomaly in words: what it was and what it is now. */
export function anomalyText({ metric, detail, baselineValue, observedValue }: AnomalyRow): string {
  switch (metric) {
    case 'completion_rate':
      return `works in ${formatPercent(observedValue)}, before ${formatPercent(baselineValue)}`;
    case 'duration_seconds':
      return `takes ${formatDuration(observedValue)}, before ${formatDuration(baselineValue)}`;
    case 'invocations':
      return `${countText(observedValue)} calls where ${countText(baselineValue)} are usual`;
    case 'hour_pattern':
      return `runs at other hours${detail === null ? '' : `: ${safeText(detail, 60)}`}`;
    case 'error_type':
      return `a new error${detail === null ? '' : `: ${safeText(detail, 60)}`}`;
    default:
      return metric satisfies never;
  }
}

function countText(value: number | null): string {
  return value === null ? '–' : formatCount(value);
}
