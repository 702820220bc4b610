import { betaBinomialTails } from './beta-binomial-tails.ts';
import type { DeviationTest } from './deviation-test.ts';
import { rateWindows, weeklyChance } from './weekly-chance.ts';

/** A type of error that a skill had not shown before. */
export type NewErrorType = {
  readonly errorType: string;
  /** Calls that ended with it, all since it was first seen. */
  readonly count: number;
  /** Hours (since the epoch) in which it was first and last seen. */
  readonly firstSeenHour: number;
  readonly lastSeenHour: number;
};

export type ErrorHistory = {
  readonly newTypes: readonly NewErrorType[];
  /** All calls of the skill, and how many of its types of error occurred once only. */
  readonly calls: number;
  readonly singleTypes: number;
  /** Calls since the new types could have been seen. */
  readonly recentCalls: number;
};

const leastCount = 3;
// Everything is new of a new skill.
const leastBaseline = 30;
const calmHours = 24;

/**
 * New types of error that are no coincidence. How likely something new is follows from how often something happened
 * only once (Good and Turing): a skill whose errors are all different texts brings new ones every day.
 *
 * @see Good (1953), Biometrika 40(3-4):237-264
 */
export function errorTests(history: ErrorHistory, endHour: number): readonly DeviationTest[] {
  const { newTypes, calls, singleTypes } = history;
  const window = rateWindows.at(-1);
  return newTypes.flatMap(({ errorType, count, firstSeenHour, lastSeenHour }): readonly DeviationTest[] => {
    const trials = Math.max(history.recentCalls, count);
    const before = calls - trials;
    if (count < leastCount || before < leastBaseline || window === undefined) return [];
    const [a, b] = [singleTypes + 1, before + 1];
    const unseen = a / (a + b);
    const pValue = betaBinomialTails(count, { trials, a, b }).upper;
    return [
      {
        metric: 'error_type',
        detail: errorType,
        baselineValue: 0,
        observedValue: count / trials,
        score: (count / trials - unseen) / Math.sqrt((unseen * (1 - unseen)) / trials),
        pValue,
        weeklyChance: weeklyChance(pValue, window),
        startHour: firstSeenHour,
        isCalm: endHour - lastSeenHour >= calmHours,
      },
    ];
  });
}
