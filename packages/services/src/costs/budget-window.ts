import type { BudgetTerms } from '@skills/schema';

/** Days since 1970-01-01 UTC, half open. */
export type BudgetWindow = {
  readonly fromDay: number;
  readonly toDay: number;
  /** Days that a forecast looks at, today included: to the end of the period, or a year for a total. */
  readonly daysToCome: number;
};

const dayMs = 86_400_000;
/** The log has nothing older. */
const earliestDay = Date.UTC(2000, 0, 1) / dayMs;
export const daysOfYear = 365;

/** The day or month that `today` lies in, or everything from the first day of a total to today. */
export function budgetWindow(
  { period, fromDay }: Pick<BudgetTerms, 'period' | 'fromDay'>,
  today: number,
): BudgetWindow {
  if (period === 'day') return { fromDay: today, toDay: today + 1, daysToCome: 1 };
  if (period === 'total') {
    const first = Math.min(fromDay ?? earliestDay, today);
    return { fromDay: first, toDay: today + 1, daysToCome: daysOfYear };
  }
  const date = new Date(today * dayMs);
  const monthAt = (offset: number): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1) / dayMs;
  return { fromDay: monthAt(0), toDay: monthAt(1), daysToCome: monthAt(1) - today };
}
