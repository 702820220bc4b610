const dayMs = 86_400_000;
/** The log takes times before 2100. */
const latestOfLogMs = 4_102_444_800_000;

/** 2020-01-01: no assistant of today wrote anything before it. UTC epoch milliseconds. */
export const earliestMs: number = 1_577_836_800_000;

/** Begins the reason why a line is in quarantine whose time is a time, but cannot be when it was written. */
export const clockSuspect: string = 'clock_suspect: a time before 2020 or more than a day ahead of this machine';

/**
 * The latest time that something read now may have: a day ahead, because clocks of machines differ. Without `nowMs`, as
 * late as the log can hold.
 */
export function latestMs(nowMs: number | undefined): number {
  return nowMs === undefined ? latestOfLogMs - 1 : Math.min(nowMs + dayMs, latestOfLogMs - 1);
}
