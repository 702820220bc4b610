import { normalConsistency } from '../inference/quantile.ts';

/** How many durations have which logarithm, in steps of a hundredth: half a percent is closer than a rollup's sketch. */
export type LogDurationCounts = { readonly counts: Float64Array; readonly total: number };

const stepsPerUnit = 100;
// From a microsecond (-13.8) to a year (17.3); what lies outside counts as the nearest.
const least = -14;
const most = 18;

/**
 * @param lists - the logarithm of seconds and how many, in turn
 * @param from - first list that counts
 * @param end - list after the last that counts
 */
export function countLogDurations(lists: readonly (readonly number[])[], from: number, end: number): LogDurationCounts {
  const counts = new Float64Array((most - least) * stepsPerUnit + 1);
  let total = 0;
  for (let place = Math.max(0, from); place < Math.min(end, lists.length); place += 1) {
    const list = lists[place] ?? [];
    for (let index = 0; index < list.length; index += 2) {
      const times = list[index + 1] ?? 0;
      const step = Math.round((Math.min(most, Math.max(least, list[index] ?? 0)) - least) * stepsPerUnit);
      counts[step] = (counts[step] ?? 0) + times;
      total += times;
    }
  }
  return { counts, total };
}

/** Median logarithm; `undefined` when there is no duration. */
export function medianLog({ counts, total }: LogDurationCounts): number | undefined {
  return total === 0 ? undefined : middleStep(counts, total) / stepsPerUnit + least;
}

/** Median distance of the logarithms from a centre, scaled to the standard deviation of a normal distribution. */
export function logSpread({ counts, total }: LogDurationCounts, centre: number): number {
  const middle = Math.round((centre - least) * stepsPerUnit);
  const distances = new Float64Array(counts.length);
  for (const [step, count] of counts.entries()) {
    const distance = Math.abs(step - middle);
    distances[distance] = (distances[distance] ?? 0) + count;
  }
  return (normalConsistency * middleStep(distances, total)) / stepsPerUnit;
}

function middleStep(counts: Float64Array, total: number): number {
  let left = total / 2;
  for (const [step, count] of counts.entries()) {
    left -= count;
    if (left <= 0) return step;
  }
  return counts.length - 1;
}
