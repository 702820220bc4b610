import { ratioOfUsers, type SuccessCounts, wilsonScoreInterval } from '@skills/analytics';
import type { SkillKind, VersionRow } from '@skills/schema';
import { toTimestamp } from '@skills/schema';

/** What one user did with one version; a session whose user nobody named stands for one. */
export type VersionUnit = {
  readonly skillName: string;
  readonly kind: SkillKind;
  readonly version: string | null;
  /** Calls that name the version themselves. */
  readonly statedCalls: number;
  readonly isUser: boolean;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly durations: number;
  readonly durationSecondsSum: number;
  readonly logSum: number;
};

/** All that was done with one version of a skill. */
export type VersionTally = { readonly version: string; readonly units: readonly VersionUnit[] };

/** Versions in the order in which they were first used. */
export function versionTallies(units: readonly VersionUnit[]): readonly VersionTally[] {
  const groups = Map.groupBy(units, ({ version }) => version);
  return [...groups]
    .flatMap(([version, group]) => (version === null ? [] : [{ version, units: group }]))
    .toSorted((a, b) => firstAt(a.units) - firstAt(b.units));
}

export function versionRow({ version, units }: VersionTally): VersionRow {
  const completed = sum(units, ({ completed: count }) => count);
  const failed = sum(units, ({ failed: count }) => count);
  const durations = sum(units, (unit) => unit.durations);
  const effective = effectiveCounts(units);
  const interval = effective.trials === 0 ? undefined : wilsonScoreInterval(effective.successes, effective.trials);
  const rate = completed + failed === 0 ? null : completed / (completed + failed);
  return {
    version,
    origin: originOf(units),
    firstUsedAt: toTimestamp(firstAt(units)),
    lastUsedAt: toTimestamp(units.reduce((last, { lastAtMs }) => Math.max(last, lastAtMs), 0)),
    invocations: sum(units, ({ invocations }) => invocations),
    completed,
    failed,
    completionRate: rate,
    // Rounding of the effective counts must not leave the rate outside.
    completionRateLower: interval === undefined ? null : Math.min(interval.lower, rate ?? 0),
    completionRateUpper: interval === undefined ? null : Math.max(interval.upper, rate ?? 1),
    averageDurationSeconds: durations === 0 ? null : sum(units, (unit) => unit.durationSecondsSum) / durations,
    units: units.length,
  };
}

/**
 * Outcomes as so many independent ones as they are worth: calls of one user end alike, and the more they do, the fewer
 * they count (Kish's design effect, never below 1).
 */
export function effectiveCounts(units: readonly VersionUnit[]): SuccessCounts {
  const successes = sum(units, ({ completed }) => completed);
  const trials = successes + sum(units, ({ failed }) => failed);
  if (trials === 0) return { successes: 0, trials: 0 };
  const rate = successes / trials;
  const judged = units.filter(({ completed, failed }) => completed + failed > 0);
  const simple = (rate * (1 - rate)) / trials;
  if (judged.length < 2 || simple === 0) return { successes, trials };
  const known = ({ completed, failed }: VersionUnit): number => completed + failed;
  const { variance } = ratioOfUsers({
    users: judged.length,
    numerator: { sum: successes, sumOfSquares: sum(judged, ({ completed }) => completed ** 2) },
    denominator: { sum: trials, sumOfSquares: sum(judged, (unit) => known(unit) ** 2) },
    sumOfProducts: sum(judged, (unit) => unit.completed * known(unit)),
  });
  const worth = Math.max(1, Math.floor(trials / Math.max(1, variance / simple)));
  return { successes: Math.round(rate * worth), trials: worth };
}

function originOf(units: readonly VersionUnit[]): VersionRow['origin'] {
  const stated = sum(units, ({ statedCalls }) => statedCalls);
  if (stated === 0) return 'installed';
  return stated === sum(units, ({ invocations }) => invocations) ? 'stated' : 'both';
}

export function sum(units: readonly VersionUnit[], of: (unit: VersionUnit) => number): number {
  return units.reduce((total, unit) => total + of(unit), 0);
}

function firstAt(units: readonly VersionUnit[]): number {
  return units.reduce((first, { firstAtMs }) => Math.min(first, firstAtMs), Infinity);
}
