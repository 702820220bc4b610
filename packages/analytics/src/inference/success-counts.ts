/** Outcomes of one group. */
export type SuccessCounts = {
  /** An integer in `[0, trials]`. */
  readonly successes: number;
  /** An integer `>= 0`. */
  readonly trials: number;
};

/** `counts`, when they are such integers. @throws {RangeError} naming function and values otherwise */
export function requireSuccessCounts(counts: SuccessCounts, caller: string): SuccessCounts {
  const { successes, trials } = counts;
  if (!Number.isSafeInteger(successes) || !Number.isSafeInteger(trials) || successes < 0 || successes > trials) {
    throw new RangeError(`${caller} requires integers 0 <= successes <= trials, got ${successes} of ${trials}`);
  }
  return counts;
}
