import { median } from '../inference/quantile.ts';
import { distanceFromLevel, distanceFromMedian, distanceFromSeason, type SeriesView } from './series-views.ts';

export type SeriesPoint = {
  /** Epoch milliseconds. A clock that is put back is forgiven: only the usual step is taken from the times. */
  readonly atMs: number;
  readonly value: number;
};

export type SeriesOptions = {
  /** An alarm is a distance that so small a share of all earlier ones reached. Default 0.0015. */
  readonly share?: number;
};

const usualShare = 0.0015;
const dayMs = 86_400_000;
const medianWindow = 60;
const restDays = 0.25;
const leastHistory = 50;

/**
 * Alarms in any evenly spaced series, point by point, from the past alone. The series is looked at in four ways: a point
 * against its level, against the median of the sixty before it, the last three hours against the same hours of the week
 * before, and against those of the four weeks before. A distance is judged by its rank among all earlier distances of the
 * same kind, so that nothing is assumed of the distribution and a series that is full of peaks is not full of alarms.
 * After an alarm there is silence for six hours: one event is one alarm.
 *
 * @returns indices of the points that are alarms
 * @throws {RangeError} when a value or a time is not finite, times do not usually rise, or the share is outside (0, 1)
 * @example
 * seriesAnomalies(points); // [1204, 3077]
 */
export function seriesAnomalies(points: readonly SeriesPoint[], options: SeriesOptions = {}): readonly number[] {
  const { share = usualShare } = options;
  if (!(share > 0 && share < 1)) throw new RangeError(`seriesAnomalies requires a share in (0, 1), got ${share}`);
  if (points.length < 2) return [];
  const values = Float64Array.from(points, ({ value }) => value);
  const stepMs = usualStep(points);
  if (values.some((value) => !Number.isFinite(value))) throw new RangeError('seriesAnomalies requires finite values');
  const day = Math.max(1, Math.round(dayMs / stepMs));
  const window = Math.max(1, Math.floor(day / 8));
  const ranks = [
    distanceFromLevel(values),
    distanceFromMedian(values, medianWindow),
    distanceFromSeason(values, { period: day, most: 7, least: 2, window }),
    distanceFromSeason(values, { period: 7 * day, most: 4, least: 2, window }),
  ].map(ranksAmongEarlier);
  const rest = Math.max(3, Math.floor(restDays * day));
  const alarms: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    if (index - (alarms.at(-1) ?? -Infinity) <= rest) continue;
    if (ranks.some((rank) => (rank[index] ?? 1) <= share)) alarms.push(index);
  }
  return alarms;
}

function usualStep(points: readonly SeriesPoint[]): number {
  const step = median(points.slice(1).map(({ atMs }, index) => atMs - (points[index]?.atMs ?? 0)));
  if (step > 0) return step;
  throw new RangeError(`seriesAnomalies requires times that rise, got a usual step of ${step} ms`);
}

/** Share of the earlier distances, this one counted, that are as far. 1 while there are too few. */
function ranksAmongEarlier(view: SeriesView): Float64Array {
  const sorted: number[] = [];
  return view.map((signed) => {
    const distance = Math.abs(signed);
    if (distance === 0) return 1;
    const place = firstAtLeast(sorted, distance);
    const known = sorted.length;
    sorted.splice(place, 0, distance);
    return known <= leastHistory ? 1 : (known - place + 1) / (known + 1);
  });
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
