/** Calls as two arrays of equal length, UTC epoch milliseconds. A call that still runs ends at `Infinity`. */
export type CallSpans = {
  /** When each was asked for, ascending. */
  readonly startsMs: Float64Array;
  /** Never before its start. */
  readonly endsMs: Float64Array;
};

/** Half open, UTC epoch milliseconds. */
export type TimeSpan = { readonly sinceMs: number; readonly untilMs: number };

export type Concurrency = {
  /** Calls at once, averaged over the time of the window. */
  readonly mean: number;
  readonly peak: number;
  /** So many or fewer for 95 % of the time. */
  readonly p95: number;
  /** Share of the time with at least one call. */
  readonly busyShare: number;
  /** Seconds with so many calls at once, by their number. */
  readonly secondsAt: readonly number[];
};

/**
 * How many calls ran at once over a window, by a sweep over starts and ends. A call that begins in the moment in which
 * another one ends does not overlap it.
 *
 * @throws {RangeError} when the arrays differ in length, a call ends before it starts, or the window is empty
 * @example
 * // Two calls of 2 s, the second one a second later, in a window of 4 s: 1.0 on average, 2 at most.
 * concurrencyOf({ startsMs: Float64Array.of(0, 1000), endsMs: Float64Array.of(2000, 3000) }, { sinceMs: 0, untilMs: 4000 });
 */
export function concurrencyOf(calls: CallSpans, window: TimeSpan): Concurrency {
  requireSpans(calls, window, 'concurrencyOf');
  const { sinceMs, untilMs } = window;
  const starts: number[] = [];
  const ends: number[] = [];
  for (const [index, startMs] of calls.startsMs.entries()) {
    const from = Math.max(sinceMs, startMs);
    const to = Math.min(untilMs, calls.endsMs[index] ?? startMs);
    if (to <= from) continue;
    starts.push(from);
    ends.push(to);
  }
  const sortedStarts = Float64Array.from(starts).toSorted();
  const sortedEnds = Float64Array.from(ends).toSorted();
  const secondsAt: number[] = [];
  let [level, atMs, begun, ended] = [0, sinceMs, 0, 0];
  const reach = (nextMs: number): void => {
    secondsAt[level] = (secondsAt[level] ?? 0) + (nextMs - atMs) / 1000;
    atMs = nextMs;
  };
  while (ended < sortedEnds.length) {
    const startMs = sortedStarts[begun] ?? Infinity;
    const endMs = sortedEnds[ended] ?? Infinity;
    reach(Math.min(startMs, endMs));
    if (endMs <= startMs) {
      level -= 1;
      ended += 1;
    } else {
      level += 1;
      begun += 1;
    }
  }
  reach(untilMs);
  return summary(
    Array.from(secondsAt, (seconds) => seconds ?? 0),
    (untilMs - sinceMs) / 1000,
  );
}

function summary(secondsAt: readonly number[], seconds: number): Concurrency {
  let below = 0;
  let p95 = 0;
  for (const [level, held] of secondsAt.entries()) {
    below += held;
    p95 = level;
    if (below >= 0.95 * seconds) break;
  }
  return {
    mean: secondsAt.reduce((sum, held, level) => sum + held * level, 0) / seconds,
    peak: Math.max(
      0,
      secondsAt.findLastIndex((held) => held > 0),
    ),
    p95,
    busyShare: 1 - (secondsAt[0] ?? 0) / seconds,
    secondsAt,
  };
}

/** @throws {RangeError} naming the function and what is wrong */
export function requireSpans({ startsMs, endsMs }: CallSpans, window: TimeSpan, caller: string): void {
  if (startsMs.length !== endsMs.length) {
    throw new RangeError(`${caller} requires as many ends as starts, got ${endsMs.length} and ${startsMs.length}`);
  }
  if (!(window.untilMs > window.sinceMs)) {
    throw new RangeError(
      `${caller} requires a window that ends after it begins, got ${window.sinceMs} to ${window.untilMs}`,
    );
  }
  let previousMs = -Infinity;
  for (const [index, startMs] of startsMs.entries()) {
    const endMs = endsMs[index] ?? startMs;
    if (!(startMs >= previousMs && endMs >= startMs)) {
      throw new RangeError(
        `${caller} requires ascending starts with later ends, got ${startMs} to ${endMs} at ${index}`,
      );
    }
    previousMs = startMs;
  }
}
