/** A day in which a skill ran. */
export type AdoptionTotals = {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly invocations: number;
  /** Distinct sessions that had not run the skill before. */
  readonly newSessions: number;
};

export type AdoptionPoint = AdoptionTotals & { readonly cumulativeSessions: number };

/**
 * How a skill spread: distinct sessions that ever ran it, day by day since the first, days without a call included.
 *
 * @param totals - from the first day ever, in any order
 * @param untilDay - the day after the last one to show
 * @example
 * adoptionCurve([{ day: 3, invocations: 5, newSessions: 2 }], 5).map(({ cumulativeSessions }) => cumulativeSessions); // [2, 2]
 */
export function adoptionCurve(totals: readonly AdoptionTotals[], untilDay: number): readonly AdoptionPoint[] {
  if (totals.length === 0) return [];
  const byDay = new Map(totals.map((total) => [total.day, total]));
  const firstDay = Math.min(...byDay.keys());
  let cumulativeSessions = 0;
  return Array.from({ length: Math.max(0, untilDay - firstDay) }, (_, index) => {
    const day = firstDay + index;
    const { invocations, newSessions } = byDay.get(day) ?? { invocations: 0, newSessions: 0 };
    cumulativeSessions += newSessions;
    return { day, invocations, newSessions, cumulativeSessions };
  });
}
