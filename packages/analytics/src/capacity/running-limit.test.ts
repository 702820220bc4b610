import { expect, test } from 'vitest';
import { runningLimitSeconds } from './running-limit.ts';

test('the limit of a log-normal tool is what one call in 2,000 exceeds', () => {
  // exp(ln 20 + z sigma), sigma 0.5, z of 0.95 and 0.9995 from scipy.stats.norm.ppf.
  const quantile = (z: number): number => 20 * Math.exp(0.5 * z);

  expect(runningLimitSeconds({ p50: 20, p95: quantile(1.6448536) })).toBeCloseTo(quantile(3.2905267), 1);
});

test.each([
  [{ p50: 0.01, p95: 0.05 }, 60],
  [{ p50: 0, p95: 0 }, 60],
  [{ p50: 3_600, p95: 90_000 }, 86_400],
  [{ p50: null, p95: null }, 600],
])('%j is held between a minute and a day, or ten minutes when nothing is known', (durations, expected) => {
  expect(runningLimitSeconds(durations)).toBe(expected);
});
