/** What one skill did, hour by hour; its columns are filled where they are read. Entry `i` of every column is the hour `firstHour + i`. */
export type SkillHours = {
  /** Hours since the epoch. */
  readonly firstHour: number;
  readonly invocations: Float64Array;
  readonly completed: Float64Array;
  readonly failed: Float64Array;
  /** Durations of each hour: the logarithm of seconds and how many, in turn. */
  readonly logDurations: (readonly number[])[];
};

const none: readonly number[] = [];

/** Hours without a call, to be filled. */
export function emptySkillHours(firstHour: number, hours: number): SkillHours {
  return {
    firstHour,
    invocations: new Float64Array(hours),
    completed: new Float64Array(hours),
    failed: new Float64Array(hours),
    logDurations: Array.from({ length: hours }, () => none),
  };
}

export const hoursPerDay = 24;
export const hoursPerWeek: number = 7 * hoursPerDay;
