import { SkillsError } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import { textOption } from '../arguments/option-values.ts';

/** @throws {SkillsError} 'invalid-usage' when the option that names a file is empty */
export function requirePath(options: OptionValues, name: string): string {
  const path = textOption(options, name) ?? '';
  if (path === '') throw new SkillsError('invalid-usage', `--${name} needs a file`);
  return path;
}

/** A value as the file that another team is given. */
export async function* exchangeFile(value: object): AsyncGenerator<Uint8Array, void, void> {
  yield new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}
