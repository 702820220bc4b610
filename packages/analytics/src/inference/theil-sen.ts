import { normalQuantile } from '../distributions/normal-quantile.ts';
import { requireFraction } from '../distributions/requirements.ts';
import type { ConfidenceOptions, Interval } from './interval.ts';
import { medianInPlace, orderStatistic } from './order-statistic.ts';
import { requirePairs, type Pairs } from './pairs.ts';
import { sortedFinite, tieSizes } from './ranks.ts';

export type TheilSenLine =
  | {
      readonly kind: 'estimated';
      readonly slope: number;
      /** Median y minus slope times median x. */
      readonly intercept: number;
      readonly slopeInterval: Interval;
    }
  /** Fewer than two different x. */
  | { readonly kind: 'insufficient-data'; readonly required: 2; readonly actual: number };

/**
 * Line whose slope is the median of the slopes of all pairs of points: three points in ten may be nonsense without moving
 * it far. Takes n (n - 1) / 2 slopes.
 *
 * @param pairs - x and y of each point, finite
 * @throws {RangeError} when x and y differ in number, a value is not finite or the confidence is outside (0, 1)
 * @see Sen (1968), JASA 63(324):1379-1389, doi:10.1080/01621459.1968.10480934
 * @example
 * theilSenLine({ x: [0, 1, 2, 3], y: [0, 1, 2, 300] }); // { kind: 'estimated', slope: 50.17, … }
 */
export function theilSenLine(pairs: Pairs, { confidence = 0.95 }: ConfidenceOptions = {}): TheilSenLine {
  requireFraction(confidence, 'the confidence of theilSenLine');
  const { x, y } = requirePairs(pairs, 'theilSenLine');
  const slopes = slopesOfPairs({ x, y });
  if (slopes.length === 0) return { kind: 'insufficient-data', required: 2, actual: Math.min(1, x.length) };
  const slope = medianInPlace(slopes);
  const intercept = medianInPlace(Float64Array.from(y)) - slope * medianInPlace(Float64Array.from(x));
  const count = x.length;
  const tieTerm = (values: ArrayLike<number>): number =>
    tieSizes(sortedFinite(values, 'theilSenLine')).reduce((sum, size) => sum + size * (size - 1) * (2 * size + 5), 0);
  const variance = (count * (count - 1) * (2 * count + 5) - tieTerm(x) - tieTerm(y)) / 18;
  // With all x or y tied in groups the approximation can fall below 0, and the order statistics below the first.
  const spread = normalQuantile(0.5 + confidence / 2) * Math.sqrt(Math.max(0, variance));
  const upper = Math.min(slopes.length - 1, roundHalfToEven((slopes.length + spread) / 2));
  const lower = Math.max(0, Math.min(slopes.length, roundHalfToEven((slopes.length - spread) / 2)) - 1);
  return {
    kind: 'estimated',
    slope,
    intercept,
    slopeInterval: { lower: fromHalves(slopes, lower), upper: fromHalves(slopes, upper) },
  };
}

/** An order statistic of slopes that the search for their median has parted at the middle: half the work. */
function fromHalves(slopes: Float64Array, index: number): number {
  const half = slopes.length >> 1;
  if (index < half) return orderStatistic(slopes.subarray(0, half), index);
  return orderStatistic(slopes.subarray(half), index - half);
}

function slopesOfPairs({ x, y }: Pairs): Float64Array {
  const count = x.length;
  const slopes = new Float64Array((count * (count - 1)) / 2);
  let used = 0;
  for (let i = 0; i < count; i += 1) {
    const [xi, yi] = [x[i] ?? 0, y[i] ?? 0];
    for (let j = i + 1; j < count; j += 1) {
      const run = (x[j] ?? 0) - xi;
      if (run === 0) continue;
      slopes[used] = ((y[j] ?? 0) - yi) / run;
      used += 1;
    }
  }
  return slopes.subarray(0, used);
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
