import { SkillsError } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import { textOption } from '../arguments/option-values.ts';

/**
 * Names of skills: with commas between them, or a JSON array where a name has a comma.
 *
 * @throws {SkillsError} 'invalid-usage' when it is no list of names
 */
export function skillNamesOption(options: OptionValues): readonly string[] | undefined {
  const text = textOption(options, 'skills');
  if (text === undefined) return undefined;
  const names = text.startsWith('[') ? namesOfJson(text) : text.split(',').map((name) => name.trim());
  if (names === undefined || names.some((name) => name === '')) {
    throw new SkillsError('invalid-usage', `--skills ${text}: expected names such as lint-fix,unit-test`);
  }
  return names;
}

function namesOfJson(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const names = items.filter((item) => typeof item === 'string');
    return names.length === items.length ? names : undefined;
  } catch {
    return undefined;
  }
}
