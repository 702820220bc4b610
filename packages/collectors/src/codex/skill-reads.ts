import { asObject } from '../records-of-line.ts';
import type { JsonObject } from '../records-of-line.ts';
import { simpleCommands } from './shell-words.ts';
import type { SimpleCommand } from './shell-words.ts';

/** A skill whose `SKILL.md` was read. */
export type ReadSkill = { readonly skillName: string; readonly skillVersion?: string | undefined };

const readers: ReadonlySet<string> = new Set([
  'cat',
  'sed',
  'head',
  'tail',
  'less',
  'more',
  'bat',
  'batcat',
  'awk',
  'nl',
  'view',
  'get-content',
  'gc',
  'type',
]);
const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'pwsh', 'powershell']);

/**
 * The skill that a `…/SKILL.md` belongs to: its folder's name, with the plugin before it as Codex lists it when the
 * file lies in the plugin cache. `undefined` when the path does not name one skill.
 *
 * @example
 * skillOfPath('/h/.codex/plugins/cache/market/tools/1.2.0/skills/lint/SKILL.md'); // tools:lint, version 1.2.0
 */
export function skillOfPath(path: string): ReadSkill | undefined {
  const parts = path.split(/[/\\]/);
  const folder = parts.at(-2);
  if (parts.at(-1) !== 'SKILL.md' || folder === undefined || /^\.{0,2}$|[*?$`{}<>]/.test(folder)) return undefined;
  const [plugins, cache, , plugin, version, skills] = parts.slice(-8);
  return plugins === 'plugins' && cache === 'cache' && skills === 'skills' && plugin !== undefined
    ? { skillName: `${plugin}:${folder}`, skillVersion: version }
    : { skillName: folder };
}

/**
 * Skills whose file a shell command reads. Searching, listing, editing or writing such a file is not reading it.
 *
 * @param command - shell text, or the words of one command
 * @param workdir - where it runs; names the skill of a bare `SKILL.md`
 */
export function skillsReadByCommand(command: unknown, workdir: string): readonly ReadSkill[] {
  const commands =
    typeof command === 'string' ? simpleCommands(command) : Array.isArray(command) ? [words(command)] : [];
  return commands.flatMap((simple) => readBySimpleCommand(unwrapped(simple), workdir));
}

/** Skills that Codex itself saw a command read: `parsed_cmd` entries of type `read`. */
export function skillsReadByParsedCommand(parsedCommand: unknown): readonly ReadSkill[] {
  if (!Array.isArray(parsedCommand)) return [];
  return parsedCommand.flatMap((entry: unknown) => {
    const step: JsonObject = asObject(entry) ?? {};
    const skill = step['type'] === 'read' && typeof step['path'] === 'string' ? skillOfPath(step['path']) : undefined;
    return skill === undefined ? [] : [skill];
  });
}

function words(command: readonly unknown[]): SimpleCommand {
  return command.filter((word) => typeof word === 'string');
}

function programOf(command: SimpleCommand): string {
  return (
    (command[0] ?? '')
      .split(/[/\\]/)
      .at(-1)
      ?.toLowerCase()
      .replace(/\.exe$/, '') ?? ''
  );
}

/** `bash -lc 'cat …'` stands for the commands of its script. */
function unwrapped(command: SimpleCommand): readonly SimpleCommand[] {
  const script = command.findIndex((word) => /^-l?i?c$|^-command$/i.test(word));
  const text = command[script + 1];
  return shells.has(programOf(command)) && script > 0 && text !== undefined ? simpleCommands(text) : [command];
}

function readBySimpleCommand(commands: readonly SimpleCommand[], workdir: string): readonly ReadSkill[] {
  return commands.flatMap((command) => {
    const start = command.findIndex((word) => !/^\w+=/.test(word) && word !== 'sudo' && word !== 'command');
    const [program, ...operands] = command.slice(Math.max(0, start));
    if (program === undefined || !readers.has(programOf([program]))) return [];
    if (programOf([program]) === 'sed' && operands.some((word) => /^-[a-z]*i|^--in-place/.test(word))) return [];
    const paths = operands.filter((word) => word.endsWith('SKILL.md'));
    return paths.flatMap((path) => skillOfPath(/[/\\]/.test(path) ? path : `${workdir}/${path}`) ?? []);
  });
}
