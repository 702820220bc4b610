import type { RollupWindow } from '@skills/schema';

export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
const longestHourWindowMs = 48 * hourMs;

export type WindowRequest = {
  /** UTC epoch milliseconds, half open. */
  readonly sinceMs: number;
  readonly untilMs: number;
  /** Rollups by project exist per day only. */
  readonly projectId?: string | undefined;
  /** Days for what is only kept per day (tokens), whatever the length of the window. */
  readonly bucket?: 'day' | undefined;
};

/**
 * The window that rollups can answer exactly: the one asked for, widened to whole UTC hours when it is at most 48 hours
 * long, else to whole UTC days.
 *
 * @throws {RangeError} when the window is not one: a bound that is not finite, or `untilMs` before `sinceMs`
 * @example
 * snapWindow({ sinceMs: 5_400_000, untilMs: 9_000_000 }); // { sinceMs: 3_600_000, untilMs: 10_800_000, bucket: 'hour' }
 */
export function snapWindow(request: WindowRequest): RollupWindow {
  const { sinceMs, untilMs } = request;
  if (!Number.isFinite(sinceMs) || !Number.isFinite(untilMs) || untilMs < sinceMs) {
    throw new RangeError(`snapWindow requires finite sinceMs <= untilMs, got ${sinceMs} and ${untilMs}`);
  }
  const isLong = untilMs - sinceMs > longestHourWindowMs;
  const bucket = isLong || request.projectId !== undefined || request.bucket === 'day' ? 'day' : 'hour';
  const bucketMs = bucket === 'day' ? dayMs : hourMs;
  return {
    sinceMs: Math.floor(sinceMs / bucketMs) * bucketMs,
    untilMs: Math.ceil(untilMs / bucketMs) * bucketMs,
    bucket,
  };
}
