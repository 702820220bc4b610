import { wilsonScoreInterval } from '@skills/analytics';

/** Calls of one thing while they are counted. */
export type OutcomeTally = {
  invocations: number;
  completed: number;
  failed: number;
  durations: number;
  durationSeconds: number;
  /** Of calls that failed. */
  lostSeconds: number;
};

export function emptyTally(): OutcomeTally {
  return { invocations: 0, completed: 0, failed: 0, durations: 0, durationSeconds: 0, lostSeconds: 0 };
}

/** @param completed - 1, 0, or -1 for unknown; @param seconds - NaN for unknown, negative for none */
export function addCall(tally: OutcomeTally, completed: number, seconds: number): void {
  tally.invocations += 1;
  if (completed === 1) tally.completed += 1;
  if (completed === 0) tally.failed += 1;
  if (!(seconds >= 0)) return;
  tally.durations += 1;
  tally.durationSeconds += seconds;
  if (completed === 0) tally.lostSeconds += seconds;
}

export type OutcomeFigures = {
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly completionRate: number | null;
  readonly completionRateLower: number | null;
  readonly completionRateUpper: number | null;
  readonly averageDurationSeconds: number | null;
};

/** The rate is over the calls whose outcome is known: unknown is not failed. */
export function outcomeFigures(tally: OutcomeTally): OutcomeFigures {
  const { invocations, completed, failed, durations, durationSeconds } = tally;
  const known = completed + failed;
  const interval = known === 0 ? { lower: null, upper: null } : wilsonScoreInterval(completed, known);
  return {
    invocations,
    completed,
    failed,
    completionRate: known === 0 ? null : completed / known,
    completionRateLower: interval.lower,
    completionRateUpper: interval.upper,
    averageDurationSeconds: durations === 0 ? null : durationSeconds / durations,
  };
}
