import type { AnomalyMetric } from '@skills/schema';

/** The latest hours of one metric of one skill against its baseline. */
export type DeviationTest = {
  readonly metric: AnomalyMetric;
  /** What exactly, where the metric is a family: a type of error, or the hours `HH-HH` of the day. */
  readonly detail: string | null;
  /** A rate or share in [0, 1], seconds, or calls in the window. */
  readonly baselineValue: number;
  readonly observedValue: number;
  /** Difference in standard errors of that difference, uncertainty of the baseline included. */
  readonly score: number;
  /** Two-sided, of this one look. */
  readonly pValue: number;
  /** Probability that chance alone shows as much in some look of a week. */
  readonly weeklyChance: number;
  /** First hour (since the epoch) of the stretch up to now that differs most. */
  readonly startHour: number;
  /** The last day looks as usual again. */
  readonly isCalm: boolean;
};
