import { SkillsError } from '@skills/schema';
import { flagOf, textOption } from './option-values.ts';
import type { OptionValues } from './option-values.ts';

const unitMs = { h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const;
const ageShape = /^([1-9]\d{0,5})([hdwy])$/;

/**
 * An age such as `90d` or `1y` in milliseconds, `null` for `all`, `undefined` when the option is absent.
 *
 * @throws {SkillsError} 'invalid-usage', naming the option and its value
 */
export function ageOption(options: OptionValues, name: string): number | null | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  if (text === 'all') return null;
  const [, count, unit] = ageShape.exec(text) ?? [];
  if (unit === 'h' || unit === 'd' || unit === 'w' || unit === 'y') return Number(count) * unitMs[unit];
  throw new SkillsError(
    'invalid-usage',
    `${flagOf(name)} ${text}: expected an age such as 36h, 90d, 12w or 1y, or all`,
  );
}
