import type { HumanEffortLevel, SkillKind } from './skill-kind.ts';

/** Calls of tools of every kind; commands that a person types, hooks and stages of a pipeline are not executions. */
export const executionKinds = ['tool', 'mcp_tool', 'skill', 'subagent'] as const satisfies readonly SkillKind[];
export type ExecutionKind = (typeof executionKinds)[number];

export const confidenceLevels = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type ConfidenceLevel = (typeof confidenceLevels)[number];

/** One execution of one tool, as a program reports it. */
export type ExecutionRecord = {
  /** Two reports with one id are one execution; each report without is one of its own. */
  readonly executionId?: string | undefined;
  readonly toolName: string;
  /** `mcp_tool` for a name of the form `mcp__server__tool`, else `tool`, unless told. */
  readonly kind?: ExecutionKind | undefined;
  /** `null`: unknown, which is never counted as failed. */
  readonly success: boolean | null;
  readonly durationSeconds?: number | undefined;
  readonly taskId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly projectId?: string | undefined;
  readonly workflowPhase?: string | undefined;
  readonly errorType?: string | undefined;
  readonly model?: string | undefined;
  /** USD. */
  readonly costActual?: number | undefined;
  /** All tokens together. */
  readonly tokensUsed?: number | undefined;
  readonly humanEffortLevel?: HumanEffortLevel | undefined;
  readonly browserUsed?: boolean | undefined;
  /** UTC epoch milliseconds; now when left out. */
  readonly startedAtMs?: number | undefined;
};

/** Counts of executions, with sums over those whose figure is known. */
export type ExecutionCounts = {
  readonly executions: number;
  readonly successful: number;
  readonly failed: number;
  readonly durationCount: number;
  readonly durationSecondsSum: number;
  readonly costCount: number;
  readonly costUsdSum: number;
  readonly tokenCount: number;
  readonly tokenSum: number;
};

export type Tool = { readonly toolName: string; readonly kind: ExecutionKind };

export type ToolCounts = Tool & ExecutionCounts;

/** A tool in one UTC hour. */
export type ToolHour = ToolCounts & {
  /** UTC epoch milliseconds of the hour's start. */
  readonly hourMs: number;
};

/** One execution as risks and fallbacks look at it. */
export type ObservedExecution = Tool & {
  readonly atMs: number;
  readonly success: boolean | null;
  readonly sessionId: string;
  readonly agentId: string | null;
  readonly taskId: string | null;
  readonly workflowPhase: string | null;
  readonly errorType: string | null;
  readonly durationSeconds: number | null;
  readonly costUsd: number | null;
};

/** A change of the level of a tool, as it is kept. */
export type ConfidenceChange = Tool & {
  readonly changedAtMs: number;
  /** `null` for a tool that was not known before. */
  readonly fromLevel: ConfidenceLevel | null;
  readonly toLevel: ConfidenceLevel;
  readonly seedLevel: ConfidenceLevel;
  readonly executions: number;
  readonly successful: number;
  readonly failed: number;
  readonly lower: number;
  readonly upper: number;
};

/** What is kept of a tool in tier 3. */
export type StoredToolProfile = ToolCounts & {
  readonly level: ConfidenceLevel;
  readonly seedLevel: ConfidenceLevel;
  /** Credible interval of the success rate. */
  readonly lower: number;
  readonly upper: number;
  readonly riskPatterns: readonly string[];
};

/** How long each tier keeps what it holds, in hours. */
export type TierRetention = {
  readonly tier1Hours: number;
  readonly tier2Hours: number;
  readonly tier3Hours: number;
};
