import { type CommunityBaseline, percentileOf } from './community-baselines.ts';

/** Counts that leave the database are multiples of this. */
const roundTo = 5;

/**
 * The same with less detail, for others: counts to multiples of 5, rates to whole percent, durations to two digits, so that
 * two releases that differ by one user rarely differ, and then by a step that many users could have made.
 */
export function sharedBaselines(
  baselines: readonly (CommunityBaseline | undefined)[],
): readonly (CommunityBaseline | undefined)[] {
  return withPercentiles(
    baselines.map((baseline) => {
      if (baseline === undefined) return undefined;
      const { users, invocations, completionRate, averageDurationSeconds } = baseline;
      return {
        ...baseline,
        users: roundTo * Math.round(users / roundTo),
        invocations: roundTo * Math.round(invocations / roundTo),
        completionRate: completionRate === null ? null : Math.round(100 * completionRate) / 100,
        averageDurationSeconds: averageDurationSeconds === null ? null : Number(averageDurationSeconds.toPrecision(2)),
      };
    }),
  );
}

/** Percentiles of the rates as they are told. */
export function withPercentiles(
  baselines: readonly (CommunityBaseline | undefined)[],
): readonly (CommunityBaseline | undefined)[] {
  const told = baselines.flatMap((baseline) => baseline?.completionRate ?? []).toSorted((left, right) => left - right);
  return baselines.map((baseline) => {
    if (baseline === undefined) return undefined;
    const { completionRate } = baseline;
    return {
      ...baseline,
      effectivenessPercentile: completionRate === null ? null : percentileOf(completionRate, told),
    };
  });
}
