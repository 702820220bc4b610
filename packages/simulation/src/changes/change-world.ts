/** What can be planted; named as the anomaly that should be found. */
export const changeKinds = [
  'performance_drop',
  'performance_spike',
  'duration_shift',
  'volume_change',
  'pattern_shift',
  'new_error',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export type ChangeWorldOptions = {
  /** Names the world; its lowest 32 bits count. */
  readonly seed: number;
  readonly skills: number;
  readonly days: number;
  /** How many changes are planted, each on a skill of its own. */
  readonly changes: number;
  /** Size of the changes, in standard errors of 24 hours: uniform between the two. */
  readonly standardErrors: readonly [least: number, most: number];
  /** Whose standard error: of 24 hours as they were before, or the greater one of before and during. */
  readonly errorOf: 'before' | 'greater';
  /** First moment of the world, UTC epoch milliseconds on a whole hour. */
  readonly startMs: number;
  /** Days without any change at the beginning. */
  readonly quietDays: number;
};

/** A skill of the world as it is when nothing has changed. */
export type ChangeSkill = {
  readonly skillName: string;
  /** Mean over a week. */
  readonly callsPerDay: number;
  /** Share of a week's calls in each hour of the week, Thursday 00:00 UTC (the epoch) first; 168 numbers that sum to 1. */
  readonly hourShares: Float64Array;
  /** Calls of one sitting come together, on average so many. */
  readonly callsPerSitting: number;
  /** Coefficient of variation of the volume from day to day. */
  readonly dayVariation: number;
  /** Probability that a call completes, and how far it moves from day to day (one standard deviation). */
  readonly completionRate: number;
  readonly completionRateSpread: number;
  readonly medianSeconds: number;
  /** Standard deviation of the logarithm of durations. */
  readonly sigma: number;
  readonly errorTypes: readonly string[];
};

export type PlantedChange = {
  /** Index of the skill. */
  readonly skill: number;
  readonly skillName: string;
  readonly kind: ChangeKind;
  /** UTC epoch milliseconds, half open. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Completion rate, factor of the median duration, factor of the volume, share of the block, share of the new error. */
  readonly before: number;
  readonly during: number;
  /** Hours of the day, eight from here on, that gain or lose calls; of a `pattern_shift` only. */
  readonly blockHour: number;
  /**
   * Size in standard errors of what 24 hours from the start are expected to hold, with everything in the error that makes
   * the quantity vary from day to day.
   */
  readonly standardErrors: number;
};

export type ChangeWorld = {
  readonly options: ChangeWorldOptions;
  readonly skills: readonly ChangeSkill[];
  readonly changes: readonly PlantedChange[];
};
