import { median } from '../inference/quantile.ts';
import type { LevelPoint, LevelSeries } from './level-series.ts';

export type LevelNoise = {
  /** Variance over what the family gives for the number of calls (for durations: of one call), neighbours being alike. */
  readonly ratio: number;
  /** It was measured from the days; else the number of calls explains all of it. */
  readonly isMeasured: boolean;
  /** Standard deviation of one value. */
  readonly deviationOf: (point: LevelPoint) => number;
};

type Family = LevelSeries['family'];

const leastDays = 21;
const mostAlike = 0.8;
// A tenth of a percent: durations that are all alike have no noise to measure.
const leastLogVariance = 1e-6;

/**
 * The noise of a series that may change its level, from the differences of days one and two apart, of which a change of
 * level spoils only a few. In independent days both are equally large; where neighbours are alike the second is larger,
 * and a level must then stand out from slow ups and downs as well.
 */
export function noiseBetweenNeighbours(
  points: readonly LevelPoint[],
  family: Family,
  neighbours: 'alike' | 'independent',
): LevelNoise {
  const unit = unitVariance(points, family);
  const next = cappedMeanSquare(differences(points, 1, unit));
  const afterNext = cappedMeanSquare(differences(points, 2, unit));
  const floor = leastRatio(points, family);
  // With correlation r of neighbours the differences are 2 (1 - r) and 2 (1 - r²).
  const mayBeAlike = neighbours === 'alike' && points.length >= leastDays && next > 0;
  const alike = mayBeAlike ? Math.min(mostAlike, Math.max(0, afterNext / next - 1)) : 0;
  const variance = Math.max(floor, next / (1 - alike));
  // What the number of calls explains is new every day; only the rest can be alike.
  const share = family === 'normal' ? 1 : 1 - 1 / variance;
  return {
    ratio: variance * (1 + (2 * share * alike) / (1 - alike)),
    isMeasured: family === 'normal' || variance > floor,
    deviationOf: ({ weight }) => Math.sqrt((variance * unit) / weight),
  };
}

/** The same from what is left around the levels that begin at `starts`. */
export function noiseAround(points: readonly LevelPoint[], family: Family, starts: readonly number[]): number {
  const unit = unitVariance(points, family);
  const bounds = [0, ...starts, points.length];
  const squares = bounds.slice(1).reduce((sum, to, index) => {
    const segment = points.slice(bounds[index] ?? 0, to);
    const mean = weightedMean(segment);
    return sum + segment.reduce((total, { value, weight }) => total + (value - mean) ** 2 * weight, 0) / unit;
  }, 0);
  return Math.max(leastRatio(points, family), squares / (points.length - starts.length - 1));
}

function differences(points: readonly LevelPoint[], lag: number, unit: number): readonly number[] {
  return points.slice(lag).map((point, index) => {
    const before = points[index] ?? point;
    return (point.value - before.value) ** 2 / (unit * (1 / point.weight + 1 / before.weight));
  });
}

// Of squares of a normal variable: their mean, when the tenth that is largest counts as its smallest member.
const cappedMean = 0.8314;

/** Mean of squares in which a tenth, and at least two, count as the largest of the others. */
function cappedMeanSquare(squares: readonly number[]): number {
  if (squares.length < 3) return 0;
  const sorted = squares.toSorted((a, b) => a - b);
  const cap = sorted[sorted.length - 1 - Math.max(2, Math.round(sorted.length / 10))] ?? 0;
  return sorted.reduce((sum, square) => sum + Math.min(cap, square), 0) / sorted.length / cappedMean;
}

/** Variance of a value of weight 1 by its family, at the mean of all. */
function unitVariance(points: readonly LevelPoint[], family: Family): number {
  if (family === 'normal') return 1;
  const weight = points.reduce((sum, point) => sum + point.weight, 0);
  const mean = weightedMean(points);
  if (family === 'poisson') return Math.max(mean, 0.5 / weight);
  const rate = (mean * weight + 0.5) / (weight + 1);
  return rate * (1 - rate);
}

function weightedMean(points: readonly LevelPoint[]): number {
  const weight = points.reduce((sum, point) => sum + point.weight, 0);
  return points.reduce((sum, point) => sum + point.value * point.weight, 0) / weight;
}

function leastRatio(points: readonly LevelPoint[], family: Family): number {
  return family === 'normal' ? leastLogVariance * median(points.map(({ weight }) => weight)) : 1;
}
