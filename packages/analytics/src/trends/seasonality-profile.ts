/** What the log knows of one skill in one hour of the week, over a whole window. */
export type HourOfWeekTotals = {
  /** Monday 00:00 UTC is 0, Sunday 23:00 is 167. */
  readonly hourOfWeek: number;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly durationCount: number;
  readonly durationSecondsSum: number;
};

export type HourOfWeek = {
  /** Monday is 0. */
  readonly weekday: number;
  readonly hour: number;
  readonly invocations: number;
  /** Per such hour that lies in the window; `null` when none does. */
  readonly callsPerHour: number | null;
  readonly completionRate: number | null;
  readonly averageDurationSeconds: number | null;
};

export type SeasonalityProfile = {
  /** Hours of the week in which the skill ran, in order. */
  readonly hours: readonly HourOfWeek[];
  /** The one with most calls per hour, the earlier of equal ones; `undefined` when nothing ran. */
  readonly busiest: HourOfWeek | undefined;
};

const hourMs = 3_600_000;
const hoursOfWeek = 168;
// 1970-01-01 was a Thursday.
const firstHourOfWeek = 72;

/**
 * When in the week a skill runs and how well, in calls per hour, so that a window of ten days does not show the weekdays
 * that it holds twice as busier.
 *
 * @param span - what of the window was seen, UTC epoch milliseconds, half open
 */
export function seasonalityProfile(
  totals: readonly HourOfWeekTotals[],
  span: { readonly fromMs: number; readonly toMs: number },
): SeasonalityProfile {
  const seen = hoursSeen(span);
  const hours = totals
    .toSorted((a, b) => a.hourOfWeek - b.hourOfWeek)
    .map(({ hourOfWeek, invocations, completed, failed, durationCount, durationSecondsSum }) => ({
      weekday: Math.floor(hourOfWeek / 24),
      hour: hourOfWeek % 24,
      invocations,
      callsPerHour: ratio(invocations, seen[hourOfWeek] ?? 0),
      completionRate: ratio(completed, completed + failed),
      averageDurationSeconds: ratio(durationSecondsSum, durationCount),
    }));
  return { hours, busiest: hours.reduce(busier, undefined) };
}

function busier(best: HourOfWeek | undefined, hour: HourOfWeek): HourOfWeek {
  return best === undefined || (hour.callsPerHour ?? 0) > (best.callsPerHour ?? 0) ? hour : best;
}

/** How often each hour of the week lies in a span, parts of an hour as parts. */
function hoursSeen({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): Float64Array {
  const seen = new Float64Array(hoursOfWeek);
  const from = fromMs / hourMs;
  const to = toMs / hourMs;
  const wholeWeeks = Math.max(0, Math.floor((to - from) / hoursOfWeek));
  seen.fill(wholeWeeks);
  for (let at = from + wholeWeeks * hoursOfWeek; at < to; at = Math.floor(at) + 1) {
    const index = (((Math.floor(at) + firstHourOfWeek) % hoursOfWeek) + hoursOfWeek) % hoursOfWeek;
    seen[index] = (seen[index] ?? 0) + Math.min(to, Math.floor(at) + 1) - at;
  }
  return seen;
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
