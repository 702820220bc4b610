import { SkillsError, type TrendMetric, trendMetrics } from '@skills/schema';
import type { DaySpan } from './trend-source.ts';

const dayMs = 86_400_000;
const longestWindowDays = 36_600;
// Weeks enough to know a weekday; see linearTrend.
const historyDays = 28;
const daysToLearnWeekdays = 21;

export type TrendWindow = DaySpan & {
  /** First day of what is read to learn weekdays and scatter from; `fromDay` when the window is long enough itself. */
  readonly historyFromDay: number;
};

/**
 * The UTC days that a window touches.
 *
 * @throws {RangeError} when the window is shorter than a day, longer than a century, or its end is no time
 */
export function trendWindow(windowDays: number, untilMs: number): TrendWindow {
  if (!(windowDays >= 1 && windowDays <= longestWindowDays)) {
    throw new RangeError(`a trend requires a window of 1 to ${longestWindowDays} days, got ${windowDays}`);
  }
  if (!Number.isFinite(untilMs)) throw new RangeError(`a trend requires a finite end of its window, got ${untilMs}`);
  // Whole milliseconds, so that a window of days does not begin a breath before midnight.
  const fromDay = Math.floor(Math.round(untilMs - windowDays * dayMs) / dayMs);
  const toDay = Math.ceil(untilMs / dayMs);
  return { fromDay, toDay, historyFromDay: windowDays < daysToLearnWeekdays ? fromDay - historyDays : fromDay };
}

/** @throws {SkillsError} 'invalid-input', naming what is no metric */
export function requireTrendMetric(metric: string): TrendMetric {
  const known = trendMetrics.find((candidate) => candidate === metric);
  if (known === undefined) {
    throw new SkillsError('invalid-input', `no metric ${JSON.stringify(metric)}: expected ${trendMetrics.join(', ')}`);
  }
  return known;
}
