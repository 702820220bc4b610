import { SkillsError } from '@skills/schema';
import { optionSpec } from '../arguments/option-spec.ts';
import type { CommandDefinition } from '../command.ts';

const windowNames = ['since', 'until'];

/** The command that a path behind `/api/` names, and the rest of the path; `db/status` is `db status`. */
export function questionOf(
  commands: readonly CommandDefinition[],
  path: readonly string[],
): { readonly command: CommandDefinition; readonly rest: readonly string[] } | undefined {
  for (const words of [2, 1]) {
    const name = path.slice(0, words).join(' ');
    const command = commands.find((candidate) => candidate.name === name && candidate.api !== undefined);
    if (command !== undefined && path.length >= words) return { command, rest: path.slice(words) };
  }
  return undefined;
}

/**
 * The command line that asks the same as a query. Only the command's own options are taken: a query cannot name another
 * database or another now.
 *
 * @throws {SkillsError} 'invalid-usage' for a parameter that the question does not have
 */
export function questionWords(
  command: CommandDefinition,
  rest: readonly string[],
  query: URLSearchParams,
): readonly string[] {
  const own = (command.options ?? []).map(optionSpec).filter(({ name }) => !command.api?.without?.includes(name));
  const window = command.isWindowed === true ? windowNames.map((name) => ({ flag: `--${name}`, placeholder: '' })) : [];
  const specs = [...own, ...window];
  const words = [...query].map(([name, value]) => {
    const spec = specs.find(({ flag }) => flag === `--${name}`);
    if (spec === undefined) throw new SkillsError('invalid-usage', `${name}: ${command.name} has no such parameter`);
    if (spec.placeholder !== undefined) return `${spec.flag}=${value}`;
    if (value !== 'true' && value !== '') throw new SkillsError('invalid-usage', `${name}: expected true`);
    return spec.flag;
  });
  // Behind `--` nothing is an option, whatever it looks like.
  return [...command.name.split(' '), ...words, '--', ...rest];
}
