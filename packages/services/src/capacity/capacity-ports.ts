import type { DurationQuantiles, RollupWindow, SkillKind } from '@skills/schema';

/** The newest calls of a window, oldest first, one array per field. Ids are those of the log, 0 for none. */
export type RecentCalls = {
  /** UTC epoch milliseconds. */
  readonly startsMs: Float64Array;
  /** `NaN` when unknown. */
  readonly seconds: Float64Array;
  /** 1 completed, 0 failed, -1 unknown. */
  readonly completed: Int8Array;
  readonly skill: Int32Array;
  readonly session: Int32Array;
  /** Label of the agent; 0 for the main agent of the session. */
  readonly agent: Int32Array;
  /** Label of the source. */
  readonly source: Int32Array;
  /** Whether these are all calls of the window. */
  readonly isComplete: boolean;
};

export type CallsQuestion = {
  /** UTC epoch milliseconds, half open. */
  readonly sinceMs: number;
  readonly untilMs: number;
  /** At most so many, the newest. */
  readonly limit: number;
};

/** Hours since the epoch, half open. */
export type HourSpan = { readonly fromHour: number; readonly toHour: number };

export type NamedTool = { readonly skillName: string; readonly kind: SkillKind };

export type ToolLoad = NamedTool & {
  readonly calls: number;
  readonly timedCalls: number;
  readonly busySeconds: number;
};

export type TaskCall = {
  /** An agent below the main agent of its session did it. */
  readonly isDelegated: boolean;
  readonly completed: boolean | null;
  readonly seconds: number | null;
};

/** What agents and their load are read from. */
export type CapacityLog = {
  recentCalls(question: CallsQuestion): Promise<RecentCalls>;
  /** Calls and known durations of the hours in which anything ran, without calls that last as long as others. */
  hourLoads(
    span: HourSpan,
  ): Promise<readonly { readonly hour: number; readonly calls: number; readonly busySeconds: number }[]>;
  /** The same by tool, the busiest first. */
  toolLoads(span: HourSpan): Promise<readonly ToolLoad[]>;
  skillNames(ids: readonly number[]): Promise<ReadonlyMap<number, NamedTool>>;
  sessionNames(
    ids: readonly number[],
  ): Promise<ReadonlyMap<number, { readonly sessionId: string; readonly projectId: string | undefined }>>;
  labels(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** The newest calls of one skill, the newest first. */
  taskCalls(skill: NamedTool, question: CallsQuestion): Promise<readonly TaskCall[]>;
  kindsOf(skillName: string): Promise<readonly SkillKind[]>;
  /** `undefined` for an empty log. */
  firstCallMs(): Promise<number | undefined>;
};

/** How long tools usually take. */
export type DurationSource = {
  durationQuantiles(
    window: RollupWindow,
    skills: readonly NamedTool[],
  ): Promise<readonly (NamedTool & DurationQuantiles)[]>;
};
