import type { AnomalyMetric, AnomalyType } from './results/anomaly-result.ts';
import type { SkillKind } from './skill-kind.ts';

export type WatchedSkill = {
  /** Number of the skill in one database. */
  readonly skillId: number;
  readonly skillName: string;
  readonly kind: SkillKind;
};

/** One anomaly as it is kept. Times are UTC epoch milliseconds. */
export type RecordedAnomaly = {
  /** `null` until it is written. */
  readonly anomalyId: number | null;
  readonly skillName: string;
  /** `null` for a row of a predecessor. */
  readonly kind: SkillKind | null;
  readonly metric: AnomalyMetric;
  /** A type of error, or hours of the day. */
  readonly detail: string | null;
  readonly anomalyType: AnomalyType;
  readonly baselineValue: number | null;
  readonly observedValue: number | null;
  readonly deviationScore: number | null;
  readonly pValue: number | null;
  readonly qValue: number | null;
  readonly startedAtMs: number;
  readonly detectedAtMs: number;
  readonly lastSeenAtMs: number;
  readonly resolvedAtMs: number | null;
};

/** Errors of one skill name, all time. */
export type ErrorCounts = {
  readonly skillName: string;
  readonly invocations: number;
  readonly occurrences: ReadonlyMap<string, number>;
};

/** A type of error of a skill name, and how often it was seen up to now. */
export type SeenErrorType = {
  readonly skillName: string;
  readonly errorType: string;
  readonly occurrences: number;
  /** Hours since the epoch; the first is 0 for what was there at the first look. */
  readonly firstSeenHour: number;
  readonly lastSeenHour: number;
};

/** What a run of hourly looks has to say. */
export type AnomalyRun = {
  /** Hour (since the epoch) up to which looks had been recorded when the run began; `undefined` for the first. */
  readonly afterHour: number | undefined;
  /** Up to which it looked. */
  readonly scannedHour: number;
  /** New ones, and those that were open and have been seen again or have ended. */
  readonly anomalies: readonly RecordedAnomaly[];
  /** Those that are new or were seen again. */
  readonly errorTypes: readonly SeenErrorType[];
};
