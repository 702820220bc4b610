import type { HumanEffortLevel } from '@skills/schema';

/** From so many seconds on a task is no longer LOW, and above so many HIGH. */
export const humanEffortSeconds = { medium: 300, high: 1800 } as const;

/**
 * How much of a person's time a task of that length takes: LOW below 5 minutes, MEDIUM up to 30, HIGH above.
 *
 * @throws {RangeError} when the seconds are negative or not finite
 * @example
 * humanEffortLevel(300); // 'MEDIUM'
 */
export function humanEffortLevel(seconds: number): HumanEffortLevel {
  if (!(seconds >= 0 && seconds < Infinity)) {
    throw new RangeError(`humanEffortLevel requires seconds >= 0, got ${seconds}`);
  }
  if (seconds < humanEffortSeconds.medium) return 'LOW';
  return seconds <= humanEffortSeconds.high ? 'MEDIUM' : 'HIGH';
}
