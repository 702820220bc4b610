import { studentTQuantile } from '../distributions/student-t-distribution.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';

/** What a mean is made of. */
export type MeanSums = { readonly count: number; readonly sum: number; readonly squareSum: number };

/**
 * Student's interval of a mean from sums alone, as rollups keep them.
 *
 * @returns `undefined` below two values
 * @see Student (1908), Biometrika 6(1):1-25
 * @example
 * meanInterval({ count: 4, sum: 8, squareSum: 20 }); // { lower: 0.1626, upper: 3.8374 }
 */
export function meanInterval(
  { count, sum, squareSum }: MeanSums,
  { confidence = 0.95 }: ConfidenceOptions = {},
): Interval | undefined {
  if (count < 2) return undefined;
  const mean = sum / count;
  const variance = Math.max(0, (squareSum - sum * mean) / (count - 1));
  const halfWidth = studentTQuantile(0.5 + confidence / 2, count - 1) * Math.sqrt(variance / count);
  return { lower: mean - halfWidth, upper: mean + halfWidth };
}
