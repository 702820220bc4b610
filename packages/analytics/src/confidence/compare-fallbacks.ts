import { newcombeInterval } from '../inference/two-proportion-test.ts';
import { wilsonScoreInterval } from '../inference/wilson-score-interval.ts';
import type { Interval } from '../inference/interval.ts';

/** How often one tool came next after failures of another, in the same session and of the same agent. */
export type AfterFailures = {
  /** The tool that was used next. */
  readonly next: string;
  /** It is the tool that had failed. */
  readonly isRetry: boolean;
  readonly tried: number;
  /** Of those: the next execution succeeded, and the failed tool was not needed again soon. */
  readonly resolved: number;
};

export type FallbackCandidate = {
  readonly next: string;
  readonly tried: number;
  readonly resolved: number;
  readonly rate: number;
  /** Wilson's interval of the rate. */
  readonly interval: Interval;
  /** Its rate minus that of trying the same tool again, with Newcombe's interval. */
  readonly advantage: number;
  readonly advantageInterval: Interval;
};

export type FallbackComparison = {
  readonly retry: {
    readonly tried: number;
    readonly resolved: number;
    readonly rate: number | null;
    readonly interval: Interval | null;
  };
  /** Tools that resolved failures more often than trying again, beyond chance; the most often first. */
  readonly better: readonly FallbackCandidate[];
};

/** Fewer tries than this are no evidence, of a fallback as of trying again. */
export const fewestTries = 5;

/**
 * Which tools helped where another had failed, compared with trying that one again. Without evidence nothing is said.
 * Several candidates share the error of 5 % (Bonferroni).
 */
export function compareFallbacks(observed: readonly AfterFailures[]): FallbackComparison {
  const retries = countsOf(observed.filter(({ isRetry }) => isRetry));
  const others = Map.groupBy(
    observed.filter(({ isRetry }) => !isRetry),
    ({ next }) => next,
  );
  const candidates = [...others]
    .map(([next, group]) => Object.assign({ next }, countsOf(group)))
    .filter(({ trials }) => trials >= fewestTries);
  const confidence = 1 - 0.05 / Math.max(1, candidates.length);
  const better =
    retries.trials < fewestTries
      ? []
      : candidates.flatMap(({ next, ...counts }): FallbackCandidate[] => {
          const advantageInterval = newcombeInterval(counts, retries, { confidence });
          if (advantageInterval.lower <= 0) return [];
          const rate = counts.successes / counts.trials;
          return [
            {
              next,
              tried: counts.trials,
              resolved: counts.successes,
              rate,
              interval: wilsonScoreInterval(counts.successes, counts.trials),
              advantage: rate - retries.successes / retries.trials,
              advantageInterval,
            },
          ];
        });
  return {
    retry: {
      tried: retries.trials,
      resolved: retries.successes,
      rate: retries.trials === 0 ? null : retries.successes / retries.trials,
      interval: retries.trials === 0 ? null : wilsonScoreInterval(retries.successes, retries.trials),
    },
    better: better.toSorted((a, b) => b.interval.lower - a.interval.lower || b.tried - a.tried),
  };
}

function countsOf(group: readonly AfterFailures[]): { readonly trials: number; readonly successes: number } {
  return {
    trials: group.reduce((sum, { tried }) => sum + tried, 0),
    successes: group.reduce((sum, { resolved }) => sum + resolved, 0),
  };
}
