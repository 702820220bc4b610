import type { CallSpans } from './concurrency.ts';

/**
 * The fewest servers that can have done these calls in the order in which they were asked for. While a call is worked
 * on, at least the earlier ones that outlast it are worked on too; so one more than the most that any call has overtaken.
 * Never more than the truth when calls are begun in order, and the truth as soon as all servers were busy with calls of
 * different lengths. Calls that all take equally long never overtake and cannot tell.
 *
 * @returns 0 for no calls
 * @example
 * // The second call ends while the first one runs: two at least.
 * leastServers({ startsMs: Float64Array.of(0, 1), endsMs: Float64Array.of(10, 5) }); // 2
 */
export function leastServers({ startsMs, endsMs }: CallSpans): number {
  if (startsMs.length === 0) return 0;
  // Calls that were asked for together overtake nothing: the one that ends first is taken to have begun first.
  const ordered = endsInOrder(startsMs, endsMs);
  const sorted = endsMs.toSorted();
  const seen = new Int32Array(startsMs.length + 1);
  let most = 0;
  for (const [earlier, endMs] of ordered.entries()) {
    const rank = countUpTo(sorted, endMs);
    let outlastedOrEqual = 0;
    for (let at = rank; at > 0; at -= at & -at) outlastedOrEqual += seen[at] ?? 0;
    // What still runs has no end yet, and overtakes nothing.
    if (endMs !== Infinity) most = Math.max(most, earlier - outlastedOrEqual);
    for (let at = rank; at < seen.length; at += at & -at) seen[at] = (seen[at] ?? 0) + 1;
  }
  return most + 1;
}

/**
 * When work on each call began, if so many servers take calls in the order in which they were asked for: the i-th call
 * begins when it is asked for, or when all but `servers - 1` of those before it have ended. Exact for calls that were
 * really served so; a call that ended earlier than this can have waited no longer than until its end.
 *
 * @param servers - an integer >= 1
 * @returns UTC epoch milliseconds in the order of the calls; `Infinity` for one that still waits
 * @throws {RangeError} when `servers` is not such an integer
 * @example
 * serviceStarts({ startsMs: Float64Array.of(0, 1), endsMs: Float64Array.of(10, 15) }, 1); // [0, 10]
 */
export function serviceStarts({ startsMs, endsMs }: CallSpans, servers: number): Float64Array {
  if (!Number.isSafeInteger(servers) || servers < 1) {
    throw new RangeError(`serviceStarts requires an integer servers >= 1, got ${servers}`);
  }
  const sortedEnds = endsMs.toSorted();
  return startsMs.map((startMs, index) => {
    const freeMs = index < servers ? startMs : (sortedEnds[index - servers] ?? startMs);
    return Math.min(Math.max(startMs, freeMs), endsMs[index] ?? startMs);
  });
}

/** The ends in the order of the starts, those of equal starts ascending. */
function endsInOrder(startsMs: Float64Array, endsMs: Float64Array): Float64Array {
  const ordered = endsMs.slice();
  for (let from = 0; from < startsMs.length;) {
    let to = from + 1;
    while (to < startsMs.length && startsMs[to] === startsMs[from]) to += 1;
    if (to - from > 1) ordered.subarray(from, to).sort();
    from = to;
  }
  return ordered;
}

/** How many values are at most so large. */
function countUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
