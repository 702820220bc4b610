import type {
  CollectedBatch,
  ConfidenceChange,
  IngestCounts,
  ExecutionPlace,
  ObservedExecution,
  RiskState,
  StoredToolProfile,
  TierRetention,
  Tool,
  ToolCounts,
  ToolHour,
} from '@skills/schema';

/** Whole UTC hours, half open, in epoch milliseconds. */
export type HourWindow = { readonly sinceMs: number; readonly untilMs: number };

export type ExecutionLogPort = { ingest(batch: CollectedBatch): Promise<IngestCounts> };

export type ToolHoursPort = {
  /** One entry per tool, the most used first. */
  toolCounts(window: HourWindow): Promise<readonly ToolCounts[]>;
  /** One entry per hour and tool, in the order of time. */
  toolHours(window: HourWindow): Promise<readonly ToolHour[]>;
};

export type ToolProfilesPort = {
  /** The latest first. */
  changes(limit: number, tool?: Tool): Promise<readonly ConfidenceChange[]>;
  /** ISO 8601; `undefined` before the first time. */
  updatedAt(): Promise<string | undefined>;
};

export type ObservedExecutionsPort = {
  /** In the order of time. */
  columns(sinceMs: number, untilMs: number): Promise<ExecutionColumns>;
  /** Those that are still in the log, each with its place. */
  at(places: readonly ExecutionPlace[]): Promise<readonly (readonly [ExecutionPlace, ObservedExecution])[]>;
  /** What ids stand for. Tools that are no executions are left out. */
  names(ids: ExecutionIds): Promise<ExecutionNames>;
  /** Failures of sessions, by id. */
  failuresOfSessions(
    sessions: readonly number[],
    sinceMs: number,
    untilMs: number,
  ): Promise<ReadonlyMap<number, number>>;
  /** What was kept of the 24 hours before `untilMs`, while it holds. */
  riskState(untilMs: number): Promise<RiskState | undefined>;
  /** What came next after the latest failures, by tool in the order asked for. */
  fallbacks(tools: readonly Tool[], window: HourWindow): Promise<readonly ToolFallbacks[]>;
};

/** One array per field. Ids are those of the log, 0 for none. */
export type ExecutionColumns = {
  /** UTC epoch milliseconds. */
  readonly atMs: Float64Array;
  /** Tells executions of one millisecond apart. */
  readonly sequence: Int32Array;
  readonly skill: Int32Array;
  readonly session: Int32Array;
  /** Labels. */
  readonly agent: Int32Array;
  readonly error: Int32Array;
  /** 1 completed, 0 failed, -1 unknown. */
  readonly completed: Int8Array;
  /** `NaN` when unknown. */
  readonly costUsd: Float64Array;
};

export type ExecutionIds = {
  readonly tools: readonly number[];
  readonly labels: readonly number[];
  readonly sessions: readonly number[];
};

export type ExecutionNames = {
  readonly tools: ReadonlyMap<number, Tool>;
  readonly labels: ReadonlyMap<number, string>;
  readonly sessions: ReadonlyMap<number, string>;
};

export type ToolFallbacks = {
  /** Latest failures that were looked at. */
  readonly failures: number;
  /** Tools that came next, the failed one among them; those of a few tries may be left out. */
  readonly next: readonly (Tool & { readonly tried: number; readonly resolved: number })[];
};

/** The tiers as they are kept; every method leaves them whole. */
export type TierStorePort = {
  summarise(nowMs: number): Promise<{ readonly hours: number; readonly expired: number }>;
  storeRiskState(state: RiskState, untilMs: number): Promise<void>;
  /** Keeps what came after the failures of tools, for `fallbacks`. */
  keepFallbacks(tools: readonly Tool[], window: HourWindow): Promise<void>;
  /** Replaces tier 3 and notes which levels changed; returns how many. */
  storeProfiles(profiles: readonly StoredToolProfile[], atMs: number): Promise<number>;
};

export type RetentionPort = { retention(): Promise<TierRetention> };
