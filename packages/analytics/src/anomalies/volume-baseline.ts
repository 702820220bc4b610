import { median } from '../inference/quantile.ts';
import type { DayRange } from './part-sums.ts';
import { hoursPerDay, hoursPerWeek, type SkillHours } from './skill-hours.ts';
import { isWeekend } from './time-class.ts';

/** How many calls to expect in each hour of the week, and how much they vary. */
export type VolumeBaseline = {
  /** Entry `hour % 168`, hours since the epoch. */
  readonly expected: Float64Array;
  /** Weeks that it stands on. */
  readonly weeks: number;
  /** Variance over mean of calls within a day: 1 when they are independent, more when they come in sittings. */
  readonly clumping: SpreadEstimate;
  /** Squared coefficient of variation of the volume from day to day. */
  readonly dayVariation: SpreadEstimate;
};

/** A spread, and on how many windows of the skill's own it stands. */
export type SpreadEstimate = { readonly value: number; readonly windows: number };

const leastDays = 14;
const leastCalls = 40;
const outlierScore = 4;
// An hour of the week is a mixture of what it was and of what its day and its hour suggest, weighing so many weeks.
export const weeksOfPrior = 6;
// The level follows growth: a day counts half as much as one ten days later.
const halfLifeDays = 10;

/** @returns `undefined` when two weeks of history or 40 calls are not there */
export function volumeBaseline(hours: SkillHours, days: DayRange): VolumeBaseline | undefined {
  const totals = dayTotals(hours, days);
  const begun = totals.findIndex((total) => total > 0);
  if (begun < 0 || totals.length - begun < leastDays) return undefined;
  const first = days.first + begun;
  const known = totals.slice(begun);
  const kept = keptDays(known, first);
  const count = known.reduce((sum, total, day) => sum + (kept[day] === true ? total : 0), 0);
  if (count < leastCalls) return undefined;
  const expected = expectedHours(hours, { known, kept, first });
  const profile = { expected, kept, first };
  const clumping = clumpingWithinDays(hours, profile);
  const dayVariation = variationOfDays(known, { ...profile, clumping: clumping.value });
  return { expected, weeks: kept.filter(Boolean).length / 7, clumping, dayVariation };
}

function dayTotals({ firstHour, invocations }: SkillHours, { first, end }: DayRange): readonly number[] {
  return Array.from({ length: end - first }, (_, day) => {
    const start = (first + day) * hoursPerDay - firstHour;
    let total = 0;
    for (let index = start; index < start + hoursPerDay; index += 1) total += invocations[index] ?? 0;
    return total;
  });
}

/** Days near the median of their weekday (of working days or weekends, while there are few weeks), by all days' spread. */
function keptDays(totals: readonly number[], first: number): readonly boolean[] {
  const usual = Array.from({ length: 7 }, (_, weekday) => {
    const same = totals.filter((_total, day) => (first + day) % 7 === weekday);
    if (same.length >= 3) return median(same);
    return median(totals.filter((_total, day) => isWeekend(first + day) === isWeekend(weekday)));
  });
  const scores = totals.map((total, day) => {
    const expected = Math.max(0.5, usual[(first + day) % 7] ?? 0);
    return (total - expected) / Math.sqrt(expected);
  });
  const spread = Math.max(1, 1.4826 * median(scores.map(Math.abs)));
  return scores.map((score) => Math.abs(score) / spread <= outlierScore);
}

type Days = { readonly kept: readonly boolean[]; readonly first: number };

function expectedHours(
  { firstHour, invocations }: SkillHours,
  { known, kept, first }: Days & { readonly known: readonly number[] },
): Float64Array {
  const byHourOfWeek = new Float64Array(hoursPerWeek);
  const weeksOf = new Float64Array(7);
  const byHour = new Float64Array(hoursPerDay);
  const byWeekday = new Float64Array(7);
  let all = 0;
  for (const [day, isKept] of kept.entries()) {
    if (!isKept) continue;
    const weekday = (first + day) % 7;
    weeksOf[weekday] = (weeksOf[weekday] ?? 0) + 1;
    byWeekday[weekday] = (byWeekday[weekday] ?? 0) + (known[day] ?? 0);
    all += known[day] ?? 0;
    for (let hour = 0; hour < hoursPerDay; hour += 1) {
      const calls = invocations[(first + day) * hoursPerDay + hour - firstHour] ?? 0;
      const slot = weekday * hoursPerDay + hour;
      byHourOfWeek[slot] = (byHourOfWeek[slot] ?? 0) + calls;
      byHour[hour] = (byHour[hour] ?? 0) + calls;
    }
  }
  const keptCount = kept.filter(Boolean).length;
  const average = all / keptCount;
  const weekdayMeans = shrunkWeekdays(byWeekday, weeksOf, average);
  const expected = byHourOfWeek.map((calls, slot) => {
    const weekday = Math.floor(slot / hoursPerDay);
    const prior = ((weekdayMeans[weekday] ?? average) * ((byHour[slot % hoursPerDay] ?? 0) + 0.02)) / (all + 0.48);
    return (calls + weeksOfPrior * prior) / ((weeksOf[weekday] ?? 0) + weeksOfPrior);
  });
  const level = recentLevel({ known, kept, first }, expected);
  return expected.map((calls) => calls * level);
}

/** A weekday differs from the average day as far as weekdays clearly differ. */
function shrunkWeekdays(sums: Float64Array, weeks: Float64Array, average: number): Float64Array {
  let [squares, groups] = [0, 0];
  for (const [weekday, sum] of sums.entries()) {
    const count = weeks[weekday] ?? 0;
    if (count === 0) continue;
    squares += (count * (sum / count - average) ** 2) / average;
    groups += 1;
  }
  // A tenth of the average day, squared, is what days of one kind differ by anyway.
  const chance = (groups - 1) * (1 + 0.04 * average);
  const weight = squares <= chance || groups < 2 ? 0 : 1 - chance / squares;
  return sums.map((sum, weekday) => {
    const count = weeks[weekday] ?? 0;
    return count === 0 ? average : average + weight * (sum / count - average);
  });
}

function recentLevel(
  { known, kept, first }: Days & { readonly known: readonly number[] },
  expected: Float64Array,
): number {
  let [seen, foreseen] = [0, 0];
  for (const [day, isKept] of kept.entries()) {
    if (!isKept) continue;
    const weight = 2 ** (-(kept.length - day) / halfLifeDays);
    seen += weight * (known[day] ?? 0);
    foreseen += weight * dayOf(expected, first + day);
  }
  return foreseen === 0 ? 1 : seen / foreseen;
}

type Profile = Days & { readonly expected: Float64Array };

function variationOfDays(
  known: readonly number[],
  { expected, kept, first, clumping }: Profile & { readonly clumping: number },
): SpreadEstimate {
  let [squares, usual, usualSquares, windows] = [0, 0, 0, 0];
  for (const [day, isKept] of kept.entries()) {
    if (!isKept) continue;
    const foreseen = dayOf(expected, first + day);
    squares += ((known[day] ?? 0) - foreseen) ** 2;
    usual += foreseen;
    usualSquares += foreseen * foreseen;
    windows += 1;
  }
  // The profile was fitted to the same days: of `weeks` values of one weekday, one is spent.
  const weeks = Math.max(1.5, windows / 7);
  const excess = (squares * weeks) / (weeks - 1) - Math.max(1, clumping) * usual;
  return { value: usualSquares === 0 ? 0 : Math.max(0, excess / usualSquares), windows };
}

function dayOf(expected: Float64Array, day: number): number {
  const start = (day % 7) * hoursPerDay;
  let sum = 0;
  for (let slot = start; slot < start + hoursPerDay; slot += 1) sum += expected[slot] ?? 0;
  return sum;
}

function clumpingWithinDays(
  { firstHour, invocations }: SkillHours,
  { expected, kept, first }: Profile,
): SpreadEstimate {
  const part = 6;
  let [squares, usual, windows] = [0, 0, 0];
  for (const [day, isKept] of kept.entries()) {
    if (!isKept) continue;
    const from = (first + day) * hoursPerDay;
    const seen = new Float64Array(hoursPerDay / part);
    const foreseen = new Float64Array(hoursPerDay / part);
    let [allSeen, allForeseen] = [0, 0];
    for (let hour = 0; hour < hoursPerDay; hour += 1) {
      const index = Math.floor(hour / part);
      const calls = invocations[from + hour - firstHour] ?? 0;
      const usually = expected[(from + hour) % hoursPerWeek] ?? 0;
      seen[index] = (seen[index] ?? 0) + calls;
      foreseen[index] = (foreseen[index] ?? 0) + usually;
      allSeen += calls;
      allForeseen += usually;
    }
    if (allSeen < 5 || allForeseen === 0) continue;
    for (const [index, usually] of foreseen.entries()) {
      const share = usually / allForeseen;
      squares += ((seen[index] ?? 0) - allSeen * share) ** 2;
      usual += allSeen * share * (1 - share);
    }
    windows += foreseen.length - 1;
  }
  return { value: usual === 0 ? 1 : (1.1 * squares) / usual, windows };
}
