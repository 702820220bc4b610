/** Of the known durations of a tool, in seconds; `null` when none is known. */
export type UsualDurations = { readonly p50: number | null; readonly p95: number | null };

const leastSeconds = 60;
const mostSeconds = 86_400;
const unmeasuredSeconds = 600;

/**
 * How long a call without an end may have run and still be running: the duration that one call in 2,000 exceeds when
 * durations are log-normal with this median and 95th percentile, because that is twice as far from the median on the
 * scale of the logarithm (3.29 standard deviations against 1.645). At least a minute, for somebody may be asked for leave
 * first; at most a day; ten minutes for a tool of which no duration is known.
 *
 * @returns seconds
 * @example
 * runningLimitSeconds({ p50: 10, p95: 60 }); // 360
 */
export function runningLimitSeconds({ p50, p95 }: UsualDurations): number {
  if (p50 === null || p95 === null) return unmeasuredSeconds;
  const extrapolated = p50 > 0 ? p95 * (p95 / p50) : p95;
  return Math.min(mostSeconds, Math.max(leastSeconds, extrapolated));
}
