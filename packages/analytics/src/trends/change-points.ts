import { studentTQuantile, studentTTwoSided } from '../distributions/student-t-distribution.ts';
import { median } from '../inference/quantile.ts';
import type { LevelPoint, LevelSeries } from './level-series.ts';
import { optimalPartition, type SegmentCost } from './optimal-partition.ts';
import { noiseAround, noiseBetweenNeighbours } from './level-noise.ts';
import { binomialCost, normalCost, poissonCost } from './segment-costs.ts';

export type ChangePoint = {
  /** First day of the new level, days since 1970-01-01. */
  readonly day: number;
  /** The metric from the change before (or the start) to here, and from here to the next (or the end). */
  readonly before: number;
  readonly after: number;
  /** Allows for every day having been looked at. */
  readonly pValue: number;
};

export type ChangePointOptions = {
  /** Whether slow ups and downs are noise, which a level must stand out from; `alike` unless told otherwise. */
  readonly neighbours?: 'alike' | 'independent';
};

const leastPoints = 6;
const daysOfWeeks = 21;
const significance = 0.05;
const strayDeviations = 2;

/**
 * Days on which a skill went to another level and stayed there, at least three days (two in less than three weeks). The
 * best partition by likelihood, where a change must save so much that a series without one is cut in at most one case in
 * twenty. The noise is measured between neighbouring days, so that a change does not hide itself, and is at least what
 * the number of calls explains. A single stray day is held near the days around it and makes no level of its own.
 *
 * @param options - `neighbours: 'independent'` does not ask whether days are alike: for a first, rough look
 * @returns in the order of time; none for fewer than 6 days
 * @example
 * changePoints(skillLevels(days, 'completion_rate')); // [{ day: 20464, before: 0.9, after: 0.45, pValue: 1e-9 }]
 */
export function changePoints(
  { family, points, levelOf }: LevelSeries,
  { neighbours = 'alike' }: ChangePointOptions = {},
): readonly ChangePoint[] {
  const { length } = points;
  if (length < leastPoints) return [];
  const noise = noiseBetweenNeighbours(points, family, neighbours);
  const held = withoutStrays(points, noise.deviationOf);
  const cost = costOf(family, held);
  // A noise that was measured is itself uncertain; one that the number of calls gives is not.
  const degrees = noise.isMeasured ? length - 2 : Infinity;
  const threshold = studentTQuantile(significance / 2 / (length - 1), degrees) ** 2;
  const shortest = length < daysOfWeeks ? 2 : 3;
  let starts = optimalPartition(length, cost, { penalty: threshold * noise.ratio, shortest });
  // Levels that fit too well leave too little noise; what is left between them may say that it is more.
  for (;;) {
    const scatter = Math.max(noise.ratio, noiseAround(held, family, starts));
    const bounds = [0, ...starts, length];
    const strengths = starts.map(
      (start, index) => saving(cost, [bounds[index] ?? 0, start, bounds[index + 2] ?? length]) / scatter,
    );
    const weakest = Math.min(...strengths);
    if (!(weakest < threshold)) return starts.map((start, index) => toChange(start, index, scatter));
    starts = starts.filter((_, index) => index !== strengths.indexOf(weakest));
  }

  function toChange(start: number, index: number, scatter: number): ChangePoint {
    const from = starts[index - 1] ?? 0;
    const to = starts[index + 1] ?? length;
    const distance = Math.sqrt(saving(cost, [from, start, to]) / scatter);
    return {
      day: points[start]?.day ?? 0,
      before: levelOf(from, start),
      after: levelOf(start, to),
      pValue: Math.min(1, studentTTwoSided(distance, degrees) * (length - 1)),
    };
  }
}

function saving(cost: SegmentCost, [from, middle, to]: readonly [number, number, number]): number {
  return Math.max(0, cost(from, to) - cost(from, middle) - cost(middle, to));
}

function costOf(family: LevelSeries['family'], points: readonly LevelPoint[]): SegmentCost {
  const weights = points.map(({ weight }) => weight);
  const values = points.map(({ value }) => value);
  const totals = points.map(({ value, weight }) => value * weight);
  if (family === 'normal') return normalCost(values, weights);
  return family === 'binomial' ? binomialCost(totals, weights) : poissonCost(totals, weights);
}

/** Values within two standard deviations of the median of the five days around them. */
function withoutStrays(
  points: readonly LevelPoint[],
  deviationOf: (point: LevelPoint) => number,
): readonly LevelPoint[] {
  return points.map((point, index) => {
    const first = Math.max(0, Math.min(index - 2, points.length - 5));
    const middle = median(points.slice(first, first + 5).map(({ value }) => value));
    const reach = strayDeviations * deviationOf(point);
    return { ...point, value: Math.min(middle + reach, Math.max(middle - reach, point.value)) };
  });
}
