/** Failures of a group that follow each other closely. Sums are those of the group since its count began. */
export type FailureRun = {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly failures: number;
  /** Chance that the first of them had of failing. */
  readonly firstRate: number;
  /** Executions before the first failure, and up to the last one. */
  readonly executionsBefore: number;
  readonly executionsThrough: number;
  /** Failures that the rates predict for them. */
  readonly expectedBefore: number;
  readonly expectedThrough: number;
};

/** A failure, with the sums of its group up to and including it. */
export type FailureSeen = {
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  /** How likely it was, by the long-term rate of its tool; in [0, 1]. */
  readonly rate: number;
  readonly executions: number;
  readonly expected: number;
};

/** Failures further apart belong to different runs. */
export const usualFailureGapMs: number = 10 * 60_000;

/** The run with one more failure, or a new run when it came too late for it. */
export function withFailure(
  run: FailureRun | undefined,
  { atMs, rate, executions, expected }: FailureSeen,
  longestGapMs: number = usualFailureGapMs,
): FailureRun {
  const isNext = run !== undefined && atMs - run.lastMs <= longestGapMs;
  return {
    firstMs: isNext ? run.firstMs : atMs,
    lastMs: atMs,
    failures: isNext ? run.failures + 1 : 1,
    firstRate: isNext ? run.firstRate : rate,
    executionsBefore: isNext ? run.executionsBefore : executions - 1,
    executionsThrough: executions,
    expectedBefore: isNext ? run.expectedBefore : expected - rate,
    expectedThrough: expected,
  };
}
