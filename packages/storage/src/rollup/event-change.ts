import type { EventFields } from '../ingest/event-fields.ts';

/** One row of the log that was inserted (`before` is null) or filled. Its time never changes. */
export type EventChange = {
  /** UTC epoch milliseconds. */
  readonly invokedAtMs: number;
  readonly before: EventFields | null;
  readonly after: EventFields;
};

const millisecondsPerHour = 3_600_000;
const hoursPerDay = 24;

export function hourOf(epochMs: number): number {
  return Math.floor(epochMs / millisecondsPerHour);
}

export function dayOfHour(hour: number): number {
  return Math.floor(hour / hoursPerDay);
}

export function dayOf(epochMs: number): number {
  return dayOfHour(hourOf(epochMs));
}

/** The longest duration that an event can state: a year. */
export const longestDurationSeconds = 31_536_000;

/**
 * Durations are summed as whole microseconds, so that a sum does not depend on the order of its parts. A row that
 * another program wrote may hold a duration that is none (negative): `null`.
 */
export function durationMicroseconds(seconds: number | null): number | null {
  if (seconds === null || seconds < 0) return null;
  return Math.floor(Math.min(seconds, longestDurationSeconds) * 1e6 + 0.5);
}

/** What a change adds to every count it belongs to. */
export type OutcomeDelta = {
  readonly invokedAtMs: number;
  readonly invocations: 0 | 1;
  readonly completed: 0 | 1;
  readonly failed: 0 | 1;
  /** Microseconds that became known; `null` for none. */
  readonly duration: number | null;
  /** The same for calls known to have completed. */
  readonly completedDuration: number | null;
};

/** @param before - what the counts already hold of the event; `null` for nothing */
export function outcomeDelta(invokedAtMs: number, before: EventFields | null, after: EventFields): OutcomeDelta {
  const duration = durationMicroseconds(after.durationSeconds);
  const knownDuration = before === null ? null : durationMicroseconds(before.durationSeconds);
  const knownOutcome = before === null ? null : before.completed;
  const hasNewOutcome = knownOutcome === null;
  return {
    invokedAtMs,
    invocations: before === null ? 1 : 0,
    completed: hasNewOutcome && after.completed === 1 ? 1 : 0,
    failed: hasNewOutcome && after.completed === 0 ? 1 : 0,
    duration: knownDuration === null ? duration : null,
    completedDuration: after.completed === 1 && (hasNewOutcome || knownDuration === null) ? duration : null,
  };
}
