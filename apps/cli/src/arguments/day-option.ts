import { SkillsError } from '@skills/schema';
import type { OptionValues } from './option-values.ts';
import { flagOf, textOption } from './option-values.ts';

const dayMs = 86_400_000;

/**
 * A UTC day in days since 1970-01-01; `undefined` when the option is absent.
 *
 * @throws {SkillsError} 'invalid-usage', naming the option and its value
 */
export function dayOption(options: OptionValues, name: string): number | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const ms = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // February 30 is read as March 2.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text || ms <= 0) {
    throw new SkillsError('invalid-usage', `${flagOf(name)} ${text}: expected a day such as 2026-02-10`);
  }
  return ms / dayMs;
}
