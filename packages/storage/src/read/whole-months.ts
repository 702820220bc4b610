import { dayMs } from './snap-window.ts';

/** Days since 1970-01-01 UTC and months (year * 12 + month - 1), each half open. */
export type MonthsAndDays = {
  readonly months: { readonly from: number; readonly to: number };
  /** Days before the first whole month, and after the last one. */
  readonly head: { readonly from: number; readonly to: number };
  readonly tail: { readonly from: number; readonly to: number };
};

/**
 * The whole months in a range of days, and the days at both ends.
 *
 * @param from - first day, days since 1970-01-01 UTC
 * @param to - the day after the last
 */
export function wholeMonths(from: number, to: number): MonthsAndDays {
  const first = monthOf(from - 1) + 1;
  const last = monthOf(to);
  if (first >= last) return { months: { from: 0, to: 0 }, head: { from, to }, tail: { from: to, to } };
  return {
    months: { from: first, to: last },
    head: { from, to: firstDayOf(first) },
    tail: { from: firstDayOf(last), to },
  };
}

function monthOf(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function firstDayOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12) / dayMs;
}
