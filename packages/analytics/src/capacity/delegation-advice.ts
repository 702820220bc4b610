import { mannWhitneyU } from '../inference/mann-whitney-u.ts';
import { median } from '../inference/quantile.ts';
import { newcombeInterval } from '../inference/two-proportion-test.ts';
import type { Interval } from '../inference/interval.ts';

/** What was seen of a task when it was done one way. */
export type WayEvidence = {
  readonly completed: number;
  /** Calls with a known outcome. */
  readonly known: number;
  /** Known durations. */
  readonly seconds: readonly number[];
  /** How long a call asked for now would wait first. */
  readonly waitSeconds: number;
};

export type DelegationAdvice = {
  readonly advice: 'delegate' | 'local' | 'either' | 'unknown';
  /**
   * - `too-few-calls`: one way has fewer known outcomes than `leastCalls`
   * - `succeeds-more-often`: the interval of the difference excludes nought
   * - `as-good-and-faster`: rates alike within `margin`, and the times differ clearly
   * - `as-good`: rates alike within `margin`, times too
   * - `not-told-apart`: neither a difference nor likeness can be shown with so many calls
   */
  readonly reason: 'too-few-calls' | 'succeeds-more-often' | 'as-good-and-faster' | 'as-good' | 'not-told-apart';
  /** Success rate delegated minus local, with its 95 % interval; `null` with too few calls. */
  readonly difference: (Interval & { readonly value: number }) | null;
  readonly leastCalls: number;
  readonly margin: number;
};

const leastCalls = 10;
const margin = 0.1;
const alpha = 0.05;

/**
 * Whether to hand a task to another agent or to do it here, by what was seen of both ways and no further. Nobody
 * randomised who did which call, so a difference is an observation.
 *
 * @example
 * delegationAdvice(
 *   { completed: 95, known: 100, seconds: [], waitSeconds: 0 },
 *   { completed: 60, known: 100, seconds: [], waitSeconds: 0 },
 * ).advice; // 'delegate'
 */
export function delegationAdvice(delegated: WayEvidence, local: WayEvidence): DelegationAdvice {
  const limits = { leastCalls, margin };
  if (delegated.known < leastCalls || local.known < leastCalls) {
    return { advice: 'unknown', reason: 'too-few-calls', difference: null, ...limits };
  }
  const interval = newcombeInterval(
    { successes: delegated.completed, trials: delegated.known },
    { successes: local.completed, trials: local.known },
  );
  const value = delegated.completed / delegated.known - local.completed / local.known;
  const common = { difference: { value, ...interval }, ...limits };
  if (interval.lower > 0) return { advice: 'delegate', reason: 'succeeds-more-often', ...common };
  if (interval.upper < 0) return { advice: 'local', reason: 'succeeds-more-often', ...common };
  if (interval.lower < -margin || interval.upper > margin) {
    return { advice: 'unknown', reason: 'not-told-apart', ...common };
  }
  const faster = fasterWay(delegated, local);
  if (faster === undefined) return { advice: 'either', reason: 'as-good', ...common };
  return { advice: faster, reason: 'as-good-and-faster', ...common };
}

/** Median of the known durations and the wait before; `null` when no duration is known. */
export function expectedSeconds({ seconds, waitSeconds }: WayEvidence): number | null {
  return seconds.length === 0 ? null : median(seconds) + waitSeconds;
}

function fasterWay(delegated: WayEvidence, local: WayEvidence): 'delegate' | 'local' | undefined {
  const [there, here] = [expectedSeconds(delegated), expectedSeconds(local)];
  if (there === null || here === null || there === here) return undefined;
  if (delegated.seconds.length < leastCalls || local.seconds.length < leastCalls) return undefined;
  const test = mannWhitneyU(
    delegated.seconds.map((seconds) => seconds + delegated.waitSeconds),
    local.seconds.map((seconds) => seconds + local.waitSeconds),
  );
  if (test.kind !== 'tested' || test.pValue >= alpha) return undefined;
  return there < here ? 'delegate' : 'local';
}
