import type { DayTotals } from '@skills/analytics';
import type { SkillDay, TrendSource } from './trend-source.ts';

const dayMs = 86_400_000;
const neighbourDays = 7;

/** The stretch of time that the log knows, in days since 1970-01-01 with fractions. */
export type LogCoverage = { readonly from: number; readonly to: number };

/**
 * From when to when the log is whole. It may begin in the middle of a day, and end in one: because the day is not over,
 * or because nobody collected since. What came before and after is not zero but unknown. A first day that begins no later
 * than other days do, and a last one that ends no earlier, are whole days.
 *
 * @param fromDay - an earlier beginning need not be known exactly
 * @returns `undefined` for an empty log
 */
export async function logCoverage(
  source: Pick<TrendSource, 'logSpan' | 'activeHours'>,
  { nowMs, fromDay }: { readonly nowMs: number; readonly fromDay: number },
): Promise<LogCoverage | undefined> {
  const span = await source.logSpan();
  if (span === undefined) return undefined;
  const from = span.firstMs / dayMs;
  const to = Math.max(from, Math.min(span.lastMs, nowMs) / dayMs);
  const isOver = Math.floor(nowMs / dayMs) > Math.floor(to);
  return {
    from: from >= fromDay && !(await beginsAsUsual(source, from)) ? from : Math.floor(from),
    to: isOver && (await endsAsUsual(source, to)) ? Math.floor(to) + 1 : to,
  };
}

async function beginsAsUsual(source: Pick<TrendSource, 'activeHours'>, from: number): Promise<boolean> {
  const day = Math.floor(from);
  const hours = await source.activeHours({ fromDay: day, toDay: day + 1 + neighbourDays });
  const first = hours.find((active) => active.day === day)?.firstHour ?? 0;
  return hours.some((active) => active.day !== day && active.firstHour >= first);
}

async function endsAsUsual(source: Pick<TrendSource, 'activeHours'>, to: number): Promise<boolean> {
  const day = Math.floor(to);
  const hours = await source.activeHours({ fromDay: day - neighbourDays, toDay: day + 1 });
  const last = hours.find((active) => active.day === day)?.lastHour ?? 0;
  return hours.some((active) => active.day !== day && active.lastHour <= last);
}

/**
 * Every day of the span that the log covers, also those in which the skill did not run.
 *
 * @param days - in which it ran
 */
export function coveredDays(
  days: readonly SkillDay[],
  { from, to }: LogCoverage,
  span: { readonly fromDay: number; readonly toDay: number },
): readonly DayTotals[] {
  const byDay = new Map(days.map((totals) => [totals.day, totals]));
  const firstDay = Math.max(span.fromDay, Math.floor(from));
  const endDay = Math.min(span.toDay, Math.ceil(to));
  const covered: DayTotals[] = [];
  for (let day = firstDay; day < endDay; day += 1) {
    const totals = byDay.get(day) ?? nothing;
    covered.push({ ...totals, day, from: Math.max(0, from - day), to: Math.min(1, to - day) });
  }
  return covered;
}

const nothing: Omit<SkillDay, 'day'> = {
  invocations: 0,
  completed: 0,
  failed: 0,
  durationCount: 0,
  durationSecondsSum: 0,
  durationSecondsSquaredSum: 0,
};
