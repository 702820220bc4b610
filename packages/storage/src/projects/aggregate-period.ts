import type { AggregateWindow } from '@skills/schema';

/** As `skill_aggregate.time_window`. */
export const windowNumbers: Readonly<Record<AggregateWindow, number>> = { daily: 1, weekly: 2, monthly: 3, all: 4 };

const dayMs = 86_400_000;
const daysPerWeek = 7;
// 1970-01-01 was a Thursday.
const daysSinceMonday = 3;
/** Beyond every event. */
const lastDay = 100_000;

/** Days since 1970, half open. */
export type Period = { readonly fromDay: number; readonly toDay: number };

/**
 * The calendar period in UTC that a day lies in; weeks begin on Monday, `all` has one.
 *
 * @param day - days since 1970-01-01
 * @example
 * aggregatePeriod('weekly', 4); // { fromDay: 4, toDay: 11 }: 1970-01-05 was a Monday
 */
export function aggregatePeriod(window: AggregateWindow, day: number): Period {
  if (window === 'daily') return { fromDay: day, toDay: day + 1 };
  if (window === 'all') return { fromDay: 0, toDay: lastDay };
  if (window === 'weekly') {
    const fromDay = day - ((day + daysSinceMonday) % daysPerWeek);
    return { fromDay, toDay: fromDay + daysPerWeek };
  }
  const date = new Date(day * dayMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { fromDay: Date.UTC(year, month) / dayMs, toDay: Date.UTC(year, month + 1) / dayMs };
}
