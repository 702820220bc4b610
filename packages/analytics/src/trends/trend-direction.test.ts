import { expect, test } from 'vitest';
import { trendDirection } from './trend-direction.ts';

test.each([
  ['completion_rate', { slope: 0.01, p: 0.01 }, 'improving'],
  ['completion_rate', { slope: -0.01, p: 0.01 }, 'declining'],
  ['invocation_count', { slope: 2, p: 0.01 }, 'improving'],
  ['avg_duration_seconds', { slope: 2, p: 0.01 }, 'declining'],
  ['avg_duration_seconds', { slope: -2, p: 0.01 }, 'improving'],
  ['completion_rate', { slope: -0.01, p: 0.05 }, 'stable'],
  ['completion_rate', { slope: 0, p: 0 }, 'stable'],
] as const)('a %s that changes by %o is %s', (metric, { slope, p }, direction) => {
  expect(trendDirection(metric, slope, p)).toBe(direction);
});
