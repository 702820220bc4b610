/** What the log knows of one skill in one UTC day. */
export type DayTotals = {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** The part of the day that was seen, in fractions of it: `0 <= from < to <= 1`. */
  readonly from: number;
  readonly to: number;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  /** Calls whose duration is known, their seconds together, and the squares of those together. */
  readonly durationCount: number;
  readonly durationSecondsSum: number;
  readonly durationSecondsSquaredSum: number;
};

// Less than an hour is not missed in a count of a day.
const wholeDay = 23 / 24;

/** A count of the day stands for the whole of it. */
export function isWholeDay({ from, to }: Pick<DayTotals, 'from' | 'to'>): boolean {
  return to - from >= wholeDay;
}

/** Monday is 0. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((Math.floor(day) + 3) % 7) + 7) % 7;
}
