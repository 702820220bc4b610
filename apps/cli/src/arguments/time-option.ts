import { parseTimestampMs, SkillsError } from '@skills/schema';
import { flagOf, textOption } from './option-values.ts';
import type { OptionValues } from './option-values.ts';

/** A window as it was asked for, in UTC epoch milliseconds, half open; not yet widened to hours or days. */
export type RequestedWindow = { readonly sinceMs: number; readonly untilMs: number };

/** No assistant ran before 2000; the log refuses older times. */
export const earliestMs = 946_684_800_000;

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const ageShape = /^(\d{1,6})([mhdw])$/;

/**
 * The window of `--since` and `--until`: an age such as `24h` or `7d` before now, `all`, or an ISO time. 30 days up to
 * now when nothing is said.
 *
 * @throws {SkillsError} 'invalid-usage', naming the option and its value
 */
export function windowOption(options: OptionValues, nowMs: number, defaultSince: string = '30d'): RequestedWindow {
  const since = textOption(options, 'since') ?? defaultSince;
  const until = textOption(options, 'until');
  // One past now: what happened in this very millisecond belongs to the window.
  const untilMs = until === undefined ? nowMs + 1 : timeOf('until', until, nowMs);
  const sinceMs = since === 'all' ? earliestMs : Math.max(earliestMs, timeOf('since', since, nowMs));
  if (untilMs <= sinceMs) {
    throw new SkillsError(
      'invalid-usage',
      `--since ${since} is not before ${until === undefined ? 'now' : `--until ${until}`}`,
    );
  }
  return { sinceMs, untilMs };
}

/**
 * One ISO time, `undefined` when the option is absent.
 *
 * @throws {SkillsError} 'invalid-usage', naming the option and its value
 */
export function timestampOption(options: OptionValues, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const ms = parseTimestampMs(text);
  if (ms === undefined || ms < earliestMs) {
    throw new SkillsError('invalid-usage', `${flagOf(name)} ${text}: expected a time such as 2026-02-10T12:34:56Z`);
  }
  return ms;
}

/**
 * An age such as `365d` before now, or an ISO time; `undefined` when the option is absent.
 *
 * @throws {SkillsError} 'invalid-usage', naming the option and its value
 */
export function momentOption(options: OptionValues, name: string, nowMs: number): number | undefined {
  const text = textOption(options, name);
  return text === undefined ? undefined : timeOf(name, text, nowMs);
}

function timeOf(name: string, text: string, nowMs: number): number {
  const age = ageShape.exec(text);
  const unit = age?.[2];
  if (age !== null && (unit === 'm' || unit === 'h' || unit === 'd' || unit === 'w')) {
    return nowMs - Number(age[1]) * unitMs[unit];
  }
  const ms = parseTimestampMs(text);
  if (ms === undefined) {
    throw new SkillsError(
      'invalid-usage',
      `--${name} ${text}: expected 24h, 7d, 30d, all or a time such as 2026-02-10`,
    );
  }
  return ms;
}
