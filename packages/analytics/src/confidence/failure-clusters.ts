import { binomialSurvival } from '../distributions/binomial-distribution.ts';
import { type FailureRun, usualFailureGapMs, withFailure } from './failure-run.ts';

/** One execution of a group (a tool, an agent, a session, a kind of error). */
export type GroupExecution = {
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  readonly failed: boolean;
  /** How likely it was to fail, by the long-term rate of its tool; in [0, 1]. */
  readonly expectedRate: number;
};

export type FailureClusterOptions = {
  /** Failures further apart belong to different clusters. */
  readonly longestGapMs?: number | undefined;
  readonly fewestFailures?: number | undefined;
};

/** Failures close in time. */
export type FailureCluster = {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly failures: number;
  /** Executions of the group from the first failure to the last. */
  readonly executions: number;
  /** Failures that the long-term rate predicts for so many executions. */
  readonly expectedFailures: number;
  /** How likely the group's rate makes a cluster as bad as this anywhere in it. */
  readonly pValue: number;
};

/** Fewer failures than this are no cluster. */
export const fewestClusterFailures = 3;

/**
 * Runs of failures of one group, each with the chance of it. A run begins with a failure, so that only the executions
 * behind it are evidence; every failure could have begun one, and the p-value is multiplied by how many there were.
 *
 * @param executions - with known outcome, in the order of time
 * @throws {RangeError} when the executions are not in the order of time or a rate is outside [0, 1]
 */
export function failureClusters(
  executions: readonly GroupExecution[],
  { longestGapMs = usualFailureGapMs, fewestFailures = fewestClusterFailures }: FailureClusterOptions = {},
): readonly FailureCluster[] {
  requireOrdered(executions);
  const runs: FailureRun[] = [];
  let expected = 0;
  let failures = 0;
  for (const [index, { atMs, failed, expectedRate: rate }] of executions.entries()) {
    expected += rate;
    if (!failed) continue;
    failures += 1;
    const run = withFailure(runs.at(-1), { atMs, rate, executions: index + 1, expected }, longestGapMs);
    if (run.failures > 1) runs.pop();
    runs.push(run);
  }
  return runs.filter((run) => run.failures >= fewestFailures).map((run) => clusterOfRun(run, { starts: failures }));
}

/**
 * A run of failures with the chance of it.
 *
 * @param context - `starts`: failures of the group, each of which could have begun it; `share`: of the failures that the
 * rates predict, those that are of the group's kind; 1 unless told otherwise
 */
export function clusterOfRun(
  run: FailureRun,
  { starts, share = 1 }: { readonly starts: number; readonly share?: number | undefined },
): FailureCluster {
  const executions = run.executionsThrough - run.executionsBefore;
  const expected = (run.expectedThrough - run.expectedBefore) * share;
  const behind = executions - 1;
  const probability = behind === 0 ? 0 : Math.min(1, Math.max(0, expected - run.firstRate * share) / behind);
  // A sum of unequal chances spreads less than a binomial of their mean, so that this never claims too much.
  const chance = binomialSurvival(run.failures - 2, { trials: behind, probability });
  return {
    firstMs: run.firstMs,
    lastMs: run.lastMs,
    failures: run.failures,
    executions,
    expectedFailures: expected,
    pValue: Math.min(1, chance * starts),
  };
}

function requireOrdered(executions: readonly GroupExecution[]): void {
  let before = -Infinity;
  for (const { atMs, expectedRate } of executions) {
    if (!(atMs >= before))
      throw new RangeError(`failureClusters requires the order of time, got ${atMs} after ${before}`);
    if (!(expectedRate >= 0 && expectedRate <= 1)) {
      throw new RangeError(`failureClusters requires rates in [0, 1], got ${expectedRate}`);
    }
    before = atMs;
  }
}
