import { median } from '../inference/quantile.ts';

/** One number per point of a series: how far the point is from what one way of looking expects. 0 while it cannot tell. */
export type SeriesView = Float64Array;

const smoothing = 0.1;

/** Distance from the exponentially weighted mean before it, in exponentially weighted standard deviations. */
export function distanceFromLevel(values: Float64Array): SeriesView {
  let [level, variance] = [values[0] ?? 0, 0];
  return values.map((value) => {
    const difference = value - level;
    const distance = variance > 0 ? difference / Math.sqrt(variance) : 0;
    level += smoothing * difference;
    variance = (1 - smoothing) * (variance + smoothing * difference * difference);
    return distance;
  });
}

/** Distance from the median of the points before it, in their standard deviations. */
export function distanceFromMedian(values: Float64Array, window: number): SeriesView {
  return values.map((value, index) => {
    if (index < window) return 0;
    const before = values.subarray(index - window, index);
    const mean = before.reduce((sum, each) => sum + each, 0) / window;
    const variance = before.reduce((sum, each) => sum + (each - mean) ** 2, 0) / window;
    return (value - median(before)) / (Math.sqrt(variance) + 1e-9);
  });
}

export type SeasonView = {
  /** Points of one period: a day or a week. */
  readonly period: number;
  /** How many periods back are compared at most, and how many there must be before anything is said. */
  readonly most: number;
  readonly least: number;
  /** Points that are averaged. */
  readonly window: number;
};

/** Mean of the last points, less the median of the same mean one, two, … periods earlier. */
export function distanceFromSeason(values: Float64Array, { period, most, least, window }: SeasonView): SeriesView {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + value;
  const meanAt = (end: number): number => ((sums[end + 1] ?? 0) - (sums[end + 1 - window] ?? 0)) / window;
  return values.map((_, index) => {
    const earlier: number[] = [];
    for (let back = 1; back <= most && index - back * period >= window; back += 1) {
      earlier.push(meanAt(index - back * period));
    }
    return earlier.length < least ? 0 : meanAt(index) - median(earlier);
  });
}
