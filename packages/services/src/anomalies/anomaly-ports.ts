import type { DayBaselines, SkillBaseline, SkillHistory, SkillHours } from '@skills/analytics';
import type { AnomalyRun, ErrorCounts, RecordedAnomaly, SeenErrorType, WatchedSkill } from '@skills/schema';

/** The past, by the hour (since the epoch) and the UTC day (since the epoch). */
export type AnomalyHistoryPort = {
  /** Every skill with the hours [`from`, `to`), whether it ran in them or not. */
  hours(from: number, to: number): Promise<readonly SkillHistory[]>;
  /** One skill with the hours [`from`, `to`). */
  hoursOf(skill: Pick<WatchedSkill, 'skillName' | 'kind'>, from: number, to: number): Promise<SkillHours>;
  /** The kept baselines of a day by skill; none when they no longer hold. */
  baselines(day: number): Promise<ReadonlyMap<number, SkillBaseline>>;
  /** Calls of the days that a baseline of a day stands on, by skill. */
  baselineCalls(day: number): Promise<ReadonlyMap<number, number>>;
};

/** What was found before. */
export type AnomalyRecordPort = {
  scannedHour(): Promise<number | undefined>;
  /** Open at some time of the window. */
  anomalies(sinceMs: number, untilMs: number): Promise<readonly RecordedAnomaly[]>;
  errorCounts(): Promise<readonly ErrorCounts[]>;
  seenErrorTypes(): Promise<readonly SeenErrorType[]>;
  /** @returns false when another run was faster */
  record(run: AnomalyRun, baselines: DayBaselines | undefined): Promise<boolean>;
};
