/** One length of the window that is looked at every hour. */
export type LookWindow = {
  readonly hours: number;
  /** How many independent looks a week of hourly looks at it is worth, far out in the tail. */
  readonly looksPerWeek: number;
  /** Its share of the false alarms; the shares of one test sum to 1. */
  readonly share: number;
};

/**
 * Windows end now; neighbouring looks share most of their hours. The number of independent looks is that of the maximum
 * of a moving sum at 4.6 standard errors: `(168 / hours) b² ν(b √(2 / hours))`, ν(x) = exp(-0.583 x).
 *
 * @see Siegmund (1985), Sequential Analysis, chapter 4; Siegmund & Venkatraman (1995), Annals of Statistics 23(1):255-271
 */
function lookWindow(hours: number, share: number): LookWindow {
  const b = 4.6;
  const overshoot = Math.exp(-0.583 * b * Math.sqrt(2 / hours));
  return { hours, share, looksPerWeek: Math.min(168, (168 / hours) * b * b * overshoot) };
}

// Most of the budget goes to whole days: that is where changes of the size that matters become visible.
export const rateWindows: readonly LookWindow[] = [
  lookWindow(3, 0.1),
  lookWindow(6, 0.15),
  lookWindow(12, 0.25),
  lookWindow(24, 0.5),
];
export const volumeWindows: readonly LookWindow[] = [lookWindow(6, 0.1), lookWindow(12, 0.25), lookWindow(24, 0.65)];
export const patternWindows: readonly LookWindow[] = [lookWindow(24, 1)];

/** Probability that chance alone shows as much in some look of a week at this window. */
export function weeklyChance(pValue: number, { looksPerWeek, share }: LookWindow): number {
  return Math.min(1, (pValue * looksPerWeek) / share);
}
