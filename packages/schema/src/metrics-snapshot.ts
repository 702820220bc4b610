import type { SkillKind } from './skill-kind.ts';

/** Stands for every skill or phase that has no series of its own. */
export const otherSeries = 'other';

/** Stands for the phase of a call outside any workflow. */
export const unknownPhase = 'unknown';

/** Upper bounds of the duration buckets of `skill_duration_seconds`, in seconds, inclusive; the mission's. */
export const durationBucketBounds: readonly number[] = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300];

/** Calls of a skill in a phase, since the database began. None of these numbers ever goes down. */
export type CallCounter = {
  readonly skillName: string;
  readonly workflowPhase: string;
  readonly completed: number;
  readonly failed: number;
  /** The most that had no outcome at one time; one that gets its outcome is counted there, too. */
  readonly unknown: number;
};

/** Known durations of a skill in a phase, since the database began. */
export type DurationHistogram = {
  readonly skillName: string;
  readonly workflowPhase: string;
  /** Not cumulative, one for each of `durationBucketBounds` and one for what is longer. */
  readonly buckets: readonly number[];
  readonly sumSeconds: number;
};

/** How often a skill completed over the last days, with Wilson's interval; only skills with a known outcome. */
export type CompletionGauge = {
  readonly skillName: string;
  readonly completionRate: number;
  readonly lower: number;
  readonly upper: number;
};

export type AnomalyCounter = { readonly anomalyType: string; readonly skillName: string; readonly detected: number };

export type UsageCounter = {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheCreationTokens: number;
  /** As stated or by list price; 0 when neither is known. */
  readonly costUsd: number;
};

/** From offered to completed over the last days, in distinct sessions. */
export type FunnelGauge = {
  readonly skillName: string;
  readonly offered: number;
  readonly activated: number;
  readonly completed: number;
};

export type ToolGauge = {
  readonly toolName: string;
  readonly confidenceLevel: 'LOW' | 'MEDIUM' | 'HIGH';
  /** `null` while no outcome is known. */
  readonly successRate: number | null;
};

/** What the system itself did in the last days, such as `collect` of a source or a `query`. */
export type OperationGauge = {
  readonly kind: string;
  readonly name: string;
  readonly runs: number;
  readonly failures: number;
  readonly records: number;
  /** Records that could not be read. */
  readonly rejected: number;
  readonly meanSeconds: number;
  readonly longestSeconds: number;
};

/** What the database holds at one moment, as a monitoring system is told of it. */
export type MetricsSnapshot = {
  /** UTC epoch milliseconds. */
  readonly takenAtMs: number;
  readonly calls: readonly CallCounter[];
  readonly durations: readonly DurationHistogram[];
  readonly invocations: readonly { readonly kind: SkillKind; readonly invocations: number }[];
  readonly completion: readonly CompletionGauge[];
  readonly activeSessions: number;
  readonly anomaliesDetected: readonly AnomalyCounter[];
  readonly anomaliesOpen: readonly { readonly anomalyType: string; readonly open: number }[];
  readonly usage: readonly UsageCounter[];
  /** Tokens since the database began whose price is not known. */
  readonly unpricedTokens: number;
  readonly funnel: readonly FunnelGauge[];
  /** Empty while no profiles have been made. */
  readonly tools: readonly ToolGauge[];
  readonly operations: readonly OperationGauge[];
  /** Calls in the log now. */
  readonly events: number;
  /** UTC epoch milliseconds; `null` in an empty log. */
  readonly lastEventAtMs: number | null;
  readonly databaseBytes: number;
  /** Label sets that are told as part of `other`. */
  readonly foldedSeries: number;
};
