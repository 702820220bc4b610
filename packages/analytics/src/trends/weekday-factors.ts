import { changePoints } from './change-points.ts';
import { countLevels } from './count-levels.ts';
import { type DayTotals, weekdayOf } from './day-totals.ts';

const daysToLearnWeekdays = 14;
const leastFactor = 0.05;
const rounds = 3;

/**
 * Calls of each weekday over those of an average day, Monday first. Where the level changes in the middle of a week, the
 * weekdays before the change look busier than those after it; so the changes are looked for, and the weekdays compared
 * within the levels, in turn.
 *
 * @param days - whole days, every one of them, in order
 * @returns `undefined` with less than two weeks: a weekend looks like a change there
 */
export function weekdayFactors(days: readonly DayTotals[]): readonly number[] | undefined {
  if (days.length < daysToLearnWeekdays || new Set(days.map(({ day }) => weekdayOf(day))).size < 7) return undefined;
  let factors = factorsWithin(
    days,
    days.map(() => 1),
  );
  let known = '';
  for (let round = 0; round < rounds; round += 1) {
    const found = changePoints(countLevels(days, factors), { neighbours: 'independent' }).map(({ day }) => day);
    if (found.join() === known) break;
    known = found.join();
    factors = factorsWithin(days, levelOfEach(days, found, factors));
  }
  return factors;
}

/** The level of the segment that each day lies in. */
function levelOfEach(
  days: readonly DayTotals[],
  found: readonly number[],
  factors: readonly number[],
): readonly number[] {
  const segmentOf = ({ day }: DayTotals): number => found.filter((start) => start <= day).length;
  const segments = Map.groupBy(days, segmentOf);
  const levels = new Map(
    [...segments].map(([segment, members]) => {
      const usual = members.reduce((sum, { day }) => sum + (factors[weekdayOf(day)] ?? 1), 0);
      return [segment, members.reduce((sum, { invocations }) => sum + invocations, 0) / usual];
    }),
  );
  return days.map((day) => levels.get(segmentOf(day)) ?? 0);
}

/** Calls of each weekday over what the levels lead to expect, of mean 1. */
function factorsWithin(days: readonly DayTotals[], levels: readonly number[]): readonly number[] {
  const ratios = Array.from({ length: 7 }, (_, weekday) => {
    const isOfWeekday = ({ day }: DayTotals): boolean => weekdayOf(day) === weekday;
    const calls = days.reduce((sum, day) => sum + (isOfWeekday(day) ? day.invocations : 0), 0);
    const expected = days.reduce((sum, day, index) => sum + (isOfWeekday(day) ? (levels[index] ?? 0) : 0), 0);
    return expected === 0 ? 1 : calls / expected;
  });
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return ratios.map((ratio) => (mean === 0 ? 1 : Math.max(leastFactor, ratio / mean)));
}
