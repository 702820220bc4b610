import type { SkillKind } from './skill-kind.ts';

/**
 * A window over rollups, half open, already snapped: `sinceMs` and `untilMs` are multiples of the bucket. Buckets are
 * UTC hours (windows of up to 48 h) or UTC days.
 */
export type RollupWindow = {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly bucket: 'hour' | 'day';
};

/** Which skills a question is about; what is left out is not narrowed. */
export type SkillFilter = {
  readonly skillName?: string | undefined;
  readonly kind?: SkillKind | undefined;
  /** As shown on surfaces. Only with day buckets. */
  readonly projectId?: string | undefined;
};

/** What the log knows of one skill in one window. */
export type SkillCounts = {
  readonly skillName: string;
  readonly kind: SkillKind;
  readonly invocations: number;
  /** Calls known to have succeeded, and known to have failed. The rest is unknown. */
  readonly completed: number;
  readonly failed: number;
  /** Calls whose duration is known, and the seconds of them together. */
  readonly durationCount: number;
  readonly durationSecondsSum: number;
  /** Distinct sessions, exact. */
  readonly sessions: number;
  /** UTC epoch milliseconds. */
  readonly lastInvokedAtMs: number;
};

/** Seconds, within 1 % of the true value; `null` when no duration is known. */
export type DurationQuantiles = {
  readonly p50: number | null;
  readonly p95: number | null;
};

/** One bucket of one skill. */
export type SkillBucket = {
  readonly skillName: string;
  readonly kind: SkillKind;
  /** UTC epoch milliseconds of the bucket's start. */
  readonly startMs: number;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly durationCount: number;
  readonly durationSecondsSum: number;
  readonly sessions: number;
};

/** Distinct sessions that were offered a skill, used it, and completed it. */
export type SkillFunnel = {
  readonly skillName: string;
  readonly offered: number;
  readonly activated: number;
  readonly completed: number;
};

/** Tokens and messages of one model and skill in a window. */
export type UsageCounts = {
  readonly model: string;
  /** `null`: the source names no skill. */
  readonly skillName: string | null;
  readonly messages: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheCreationTokens: number;
  readonly cacheCreation1hTokens: number;
  /** Cost that the source itself stated, of the messages that stated one. */
  readonly statedCostUsd: number;
  /** Tokens of the messages whose cost was not stated; these are to be priced. */
  readonly unstated: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly cacheReadTokens: number;
    readonly cacheCreationTokens: number;
    readonly cacheCreation1hTokens: number;
  };
};

/** Tokens and messages of one model on one UTC day. */
export type DayUsage = UsageCounts & {
  /** Days since 1970-01-01. */
  readonly day: number;
};

/** One of the newest calls of the log. */
export type RecentEvent = {
  /** Names the call in this database, and stays. */
  readonly key: string;
  readonly skillName: string;
  readonly kind: SkillKind;
  /** ISO 8601 UTC. */
  readonly invokedAt: string;
  readonly completed: boolean | null;
  readonly durationSeconds: number | null;
  readonly source: string;
  readonly projectName: string | null;
  readonly errorType: string | null;
};
