import type { PartSums } from './classed-mean.ts';
import { hoursPerDay, type SkillHours } from './skill-hours.ts';
import { hoursPerPart, partsPerDay } from './time-class.ts';

/** Whole UTC days, half open. */
export type DayRange = { readonly first: number; readonly end: number };

/** @param ofHour - count and sum of the hour at an index of the columns */
export function partSums(
  { firstHour }: SkillHours,
  { first, end }: DayRange,
  ofHour: (index: number) => readonly [count: number, sum: number],
): PartSums {
  const counts = new Float64Array((end - first) * partsPerDay);
  const sums = new Float64Array(counts.length);
  for (let hour = first * hoursPerDay; hour < end * hoursPerDay; hour += 1) {
    const [count, sum] = ofHour(hour - firstHour);
    if (count === 0) continue;
    const part = Math.floor((hour - first * hoursPerDay) / hoursPerPart);
    counts[part] = (counts[part] ?? 0) + count;
    sums[part] = (sums[part] ?? 0) + sum;
  }
  return { firstDay: first, counts, sums };
}
