import type {
  AnomalyCounter,
  CallCounter,
  DurationHistogram,
  MetricsSnapshot,
  OperationGauge,
  RollupWindow,
  SkillCounts,
  SkillFunnel,
  ToolGauge,
} from '@skills/schema';
import type { UsageCost } from '../usage-cost.ts';

/** How many label sets of each kind a snapshot holds. */
export type SeriesLimits = {
  /** Skills with a series of their own; the rest is `other`. */
  readonly skill: number;
  /** Skills by phase whose calls are counted by themselves. */
  readonly calls: number;
  /** Skills by phase whose durations are counted by themselves: 12 samples each. */
  readonly durations: number;
  readonly completion: number;
  readonly anomalies: number;
  readonly models: number;
  readonly funnel: number;
  readonly tools: number;
  /** Of each kind of operation. */
  readonly operations: number;
};

type Counter = { readonly logged: number; readonly counted: number };
export type Counters = ReadonlyMap<string, Counter>;

/** `Slot` is whatever the storage names a series by. */
export type MetricsReportDependencies<Slot> = {
  readonly slots: {
    slots(): Promise<readonly Slot[]>;
    /** What should have the slots that are still free. */
    candidates(slots: readonly Slot[], limits: SeriesLimits): Promise<readonly Slot[]>;
    keep(slots: readonly Slot[]): Promise<void>;
    forget(): Promise<void>;
  };
  readonly totals: {
    calls(slots: readonly Slot[]): Promise<readonly CallCounter[]>;
    durations(slots: readonly Slot[]): Promise<readonly DurationHistogram[]>;
    invocations(): Promise<MetricsSnapshot['invocations']>;
    folded(slots: readonly Slot[]): Promise<number>;
  };
  readonly counters: {
    /** Adds rises to what is kept. */
    raise(numbers: ReadonlyMap<string, number>): Promise<Counters>;
    /** Adds rises to counters that cannot be kept. */
    raised(numbers: ReadonlyMap<string, number>, before: Counters): Counters;
  };
  readonly gauges: {
    activeSessions(sinceMs: number, untilMs: number): Promise<number>;
    anomaliesDetected(): Promise<readonly AnomalyCounter[]>;
    anomaliesOpen(): Promise<MetricsSnapshot['anomaliesOpen']>;
    tools(limit: number): Promise<readonly ToolGauge[]>;
  };
  readonly rollups: {
    skillCounts(window: RollupWindow, filter: { readonly limit: number }): Promise<readonly SkillCounts[]>;
  };
  readonly funnels: { funnel(window: RollupWindow): Promise<readonly SkillFunnel[]> };
  readonly usage: {
    /** @param window - of days */
    costs(window: RollupWindow): Promise<readonly UsageCost[]>;
  };
  /** What the system did since a time, the most frequent of a kind first. */
  readonly operations: { totals(sinceMs: number): Promise<readonly OperationGauge[]> };
  readonly database: {
    status(): Promise<{
      readonly events: number;
      readonly lastEventAtMs: number | null;
      readonly sizeBytes: number;
    }>;
    /** A text that changes when the database does. */
    version(): Promise<string>;
  };
  readonly limits: SeriesLimits;
  /** Told what could not be written; the numbers are right, but do not outlive the process. */
  readonly onProblem: (error: unknown) => void;
};
